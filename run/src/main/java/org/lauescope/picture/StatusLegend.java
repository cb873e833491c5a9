package org.lauescope.picture;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import java.util.Set;
import org.lauescope.map.PointStatus;

/// A swatch for each status that occurs.
public record StatusLegend(Set<PointStatus> occurring) implements MapLegend {

    public static int rgb(PointStatus status) {
        return switch (status) {
            case NOT_MEASURED -> 0xffffff;
            case INDEXED -> 0x56b4e9;
            case TOO_FEW_PEAKS -> 0xd0d0d0;
            case NO_CANDIDATE -> 0xe69f00;
            case NOT_SIGNIFICANT -> 0xcc79a7;
            case AMBIGUOUS -> 0x009e73;
            case NOT_CONFIRMED -> 0x6a51a3;
            case OTHER_CRYSTAL -> 0xf0e442;
            case UNREADABLE -> 0xd55e00;
            case BLANK -> 0x808080;
            case MASKED -> 0x404040;
            case SATURATED -> 0x8c2d04;
        };
    }

    private static String name(PointStatus status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    public void draw(Sheet sheet, double x, double y, double height) {
        double at = y + 22;
        for (PointStatus status : PointStatus.values()) {
            if (status != PointStatus.NOT_MEASURED && occurring.contains(status)) {
                Rectangle2D place = new Rectangle2D.Double(x, at - 18, 28, 22);
                sheet.fill(place, new Color(rgb(status)));
                sheet.text(name(status), x + 40, at, 22, Palette.INK, Sheet.Anchor.LEFT);
                at += 36;
            }
        }
    }
}
