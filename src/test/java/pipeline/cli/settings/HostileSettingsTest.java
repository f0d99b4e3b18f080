package pipeline.cli.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.store.LakeLocation;
import pipeline.testing.RandomInput;

/**
 * Checks that any text in .env or {@code LAKE} is read, or refused by an error that names its
 * place.
 */
class HostileSettingsTest {
  private static final Pattern REFUSED = Pattern.compile("(?s)(line \\d+ of )?\\S+\\.env .*");

  @TempDir private Path folder;

  private Map<String, String> read(byte[] bytes) {
    try {
      Files.write(folder.resolve(DotEnvParser.FILE_NAME), bytes);
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
    return DotEnvParser.read(folder, Map.of(), warning -> {});
  }

  @Test
  void anyDotEnvIsReadOrRefusedByItsLine() {
    RandomInput.check(2000, input -> dotEnvIsReadOrRefusedWithItsLine(file(input)));
  }

  private void dotEnvIsReadOrRefusedWithItsLine(String text) {
    try {
      read(text.getBytes(UTF_8))
          .keySet()
          .forEach(name -> assertTrue(name.matches("[A-Za-z_][\\w.-]*"), name));
    } catch (ConfigurationException refused) {
      String message = String.valueOf(refused.getMessage());
      assertTrue(REFUSED.matcher(message).matches(), message);
      assertFalse(message.contains("s3cret"), message);
    }
  }

  @Test
  void anyBytesAreReadOrRefused() {
    RandomInput.check(
        RandomInput.CASES,
        input -> {
          try {
            read(input.bytes());
          } catch (ConfigurationException refused) {
            assertTrue(String.valueOf(refused.getMessage()).contains(DotEnvParser.FILE_NAME));
          }
        });
  }

  @Test
  void quotedValueIsReadUnchanged() {
    RandomInput.check(
        RandomInput.CASES,
        input -> {
          String value = input.text("ab\\\"'$# =é夜", 30);
          String quoted = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$");
          assertEquals(value, read(("A=\"" + quoted + "\" # mine\n").getBytes(UTF_8)).get("A"));
        });
  }

  @Test
  void valueOfAMillionCharactersIsReadUnchanged() {
    String value = "abc\\\"d".repeat(200_000);
    for (String quote : new String[] {"\"", "'", ""}) {
      String line = "A=" + quote + value + quote + "\n";
      String expected = quote.equals("\"") ? value.replace("\\\"", "\"") : value;
      assertEquals(expected, read(line.getBytes(UTF_8)).get("A"), "quoted by " + quote);
    }
  }

  @Test
  void openQuoteIsRefusedAtAnyLength() {
    String line = "A=\"" + "abc\\\\".repeat(200_000);
    assertThrows(ConfigurationException.class, () -> read(line.getBytes(UTF_8)));
  }

  @Test
  void anyLakeIsParsedOrRefused() {
    RandomInput.check(RandomInput.CASES, input -> locationIsParsedOrRefused(lake(input)));
  }

  private void locationIsParsedOrRefused(String text) {
    try {
      LakeLocation lake = LakeLocation.parse(text, folder);
      assertEquals(lake, LakeLocation.parse(lake.toString(), folder));
    } catch (IllegalArgumentException refused) {
      assertFalse(String.valueOf(refused.getMessage()).isBlank());
    }
  }

  private static String file(RandomInput input) {
    return input.oneOf(
        () -> input.text(200),
        () ->
            String.join(
                "",
                input.list(
                    0,
                    40,
                    () ->
                        input.pick(
                            "A", "=", "'", "\"", "\\", "#", " ", "\n", "\r", "export ", "s3cret",
                            "$", "é", "\0"))));
  }

  private static String lake(RandomInput input) {
    String end = input.text("ab./-:\0 ü\n%", 20);
    return input.oneOf(
        () -> input.text(40), () -> "s3://" + end, () -> "s3://bucket" + end, () -> "file:" + end);
  }
}
