package org.lauescope.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.lauescope.io.json.JsonObject;
import org.lauescope.map.Estimate;
import org.lauescope.map.Quantity;
import org.lauescope.operando.Indicator;
import org.lauescope.operando.Mechanism;
import org.lauescope.operando.MechanismEvidence;
import org.lauescope.picture.DisplayUnit;
import org.lauescope.picture.MeasuredText;

/// What a series says of the mechanism, for people and as JSON: each indicator with its limits, and
/// their combination with its priors.
final class MechanismText {

    private final MechanismEvidence evidence;

    MechanismText(MechanismEvidence evidence) {
        this.evidence = evidence;
    }

    /// Nothing without a change: then there is nothing to explain.
    void print(PrintWriter out) {
        if (!evidence.isChange()) {
            return;
        }
        out.println("What the changes say about the mechanism:");
        out.println("  " + evidence.statement());
        for (Indicator indicator : evidence.indicators()) {
            if (indicator.isKnown()) {
                out.printf(
                        "  %s: %s — %s, %s; wrong if %s%n",
                        indicator.name(),
                        value(indicator),
                        indicator.definition(),
                        indicator.region(),
                        indicator.caveat());
            }
        }
    }

    private static String value(Indicator indicator) {
        DisplayUnit unit =
                DisplayUnit.of(
                        Quantity.diverging(indicator.name(), indicator.name(), indicator.unit()));
        Estimate shown = indicator.value().times(unit.factor());
        return MeasuredText.with(MeasuredText.of(shown.value(), shown.sigma()), unit.name());
    }

    void addTo(JsonObject json) {
        JsonObject found =
                json.object("mechanism")
                        .flag("isChange", evidence.isChange())
                        .text("statement", evidence.statement());
        JsonObject prior = found.object("prior");
        evidence.prior().forEach((mechanism, p) -> prior.number(name(mechanism), p));
        JsonObject posterior = found.object("posterior");
        evidence.posterior().forEach((mechanism, p) -> posterior.number(name(mechanism), p));
        JsonObject.Elements indicators = found.elements("indicators");
        for (Indicator indicator : evidence.indicators()) {
            indicators
                    .add()
                    .text("name", indicator.name())
                    .number("value", indicator.value().value())
                    .number("valueSigma", indicator.value().sigma())
                    .text("unit", indicator.unit())
                    .text("region", indicator.region())
                    .text("definition", indicator.definition())
                    .text("caveat", indicator.caveat())
                    .number("logRatio", indicator.weight().logRatio())
                    .text("model", indicator.weight().model());
        }
    }

    private static String name(Mechanism mechanism) {
        return mechanism.name().toLowerCase(Locale.ROOT);
    }
}
