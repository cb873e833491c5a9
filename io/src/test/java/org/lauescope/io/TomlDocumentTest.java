package org.lauescope.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What a person reads who mistyped something.
final class TomlDocumentTest {

    @Test
    void aMistypedKeyIsTheCauseOfTheMissingOne() {
        assertThat(mistakes("title = 'x'\n[scan]\ncolums = 3\nrows = 4\n"))
                .isEqualTo(
                        "a.toml line 3: unknown key \"scan.colums\"; the nearest is \"scan.columns\", which is missing: expected a whole number from 1 to 9");
    }

    @Test
    void aMistypedTableIsTheCauseOfAllThatIsMissingInIt() {
        assertThat(mistakes("[scn]\ncolumns = 3\nrows = 4\n"))
                .isEqualTo(
                        """
                        a.toml line 2: unknown key "scn.columns"; the nearest is "scan.columns", which is missing: expected a whole number from 1 to 9
                        a.toml line 3: unknown key "scn.rows"; the nearest is "scan.rows", which is missing: expected a whole number from 1 to 9\
                        """);
    }

    @Test
    void whatIsMissingAndWhatIsUnknownAreTwoMistakesIfTheyAreNotAlike() {
        assertThat(mistakes("[scan]\nrows = 4\ncomment = 'mine'\n"))
                .isEqualTo(
                        """
                        a.toml line 1: scan.columns is missing; expected a whole number from 1 to 9
                        a.toml line 3: unknown key "scan.comment"; expected a known one, the nearest is "scan.columns\"\
                        """);
    }

    @Test
    void oneMistypedKeyExplainsOneMissingOne() {
        assertThat(mistakes("[scan]\nrow = 4\nrowz = 4\ncolumns = 1\n"))
                .isEqualTo(
                        """
                        a.toml line 2: unknown key "scan.row"; the nearest is "scan.rows", which is missing: expected a whole number from 1 to 9
                        a.toml line 3: unknown key "scan.rowz"; expected a known one, the nearest is "scan.rows\"\
                        """);
    }

    private static String mistakes(String text) {
        try {
            TomlDocument toml = new TomlDocument(new TextFile("a.toml", text));
            toml.text("title", "");
            toml.integer("scan.columns", 1, 9);
            toml.integer("scan.rows", 1, 9);
            toml.finish();
            return "";
        } catch (FileFormatException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
