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
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever stands in .env, or where the lake shall be: it is read, or refused by its place. */
class HostileSettingsTest {
  private static final Pattern REFUSED = Pattern.compile("(?s)(line \\d+ of )?\\S+\\.env .*");
  private static Path folder;

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("dotenv");
  }

  @AfterContainer
  static void removeFolder() throws IOException {
    Files.deleteIfExists(folder.resolve(DotEnv.NAME));
    Files.delete(folder);
  }

  private static Map<String, String> read(byte[] bytes) {
    try {
      Files.write(folder.resolve(DotEnv.NAME), bytes);
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
    return DotEnv.read(folder, Map.of(), warning -> {});
  }

  @Property(tries = 2000)
  void anyDotEnvIsReadOrRefusedByItsLine(@ForAll("files") String text) {
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

  @Property
  void anyBytesAreReadOrRefused(@ForAll byte[] bytes) {
    try {
      read(bytes);
    } catch (ConfigurationException refused) {
      assertTrue(String.valueOf(refused.getMessage()).contains(DotEnv.NAME));
    }
  }

  @Property
  void aQuotedValueComesBack(@ForAll("values") String value) {
    String quoted = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$");
    assertEquals(value, read(("A=\"" + quoted + "\" # mine\n").getBytes(UTF_8)).get("A"));
  }

  @Example
  void aValueOfAMillionCharactersComesBackWhole() {
    String value = "abc\\\"d".repeat(200_000);
    for (String quote : new String[] {"\"", "'", ""}) {
      String line = "A=" + quote + value + quote + "\n";
      String expected = quote.equals("\"") ? value.replace("\\\"", "\"") : value;
      assertEquals(expected, read(line.getBytes(UTF_8)).get("A"), "quoted by " + quote);
    }
  }

  @Example
  void aQuoteThatIsNeverClosedIsRefusedHoweverLong() {
    String line = "A=\"" + "abc\\\\".repeat(200_000);
    assertThrows(ConfigurationException.class, () -> read(line.getBytes(UTF_8)));
  }

  @Property
  void anyLakeIsAPlaceOrRefused(@ForAll("lakes") String text) {
    try {
      LakeLocation lake = LakeLocation.parse(text, folder);
      assertEquals(lake, LakeLocation.parse(lake.toString(), folder));
    } catch (IllegalArgumentException refused) {
      assertFalse(String.valueOf(refused.getMessage()).isBlank());
    }
  }

  @Provide
  Arbitrary<String> files() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(200),
        Arbitraries.of(
                "A", "=", "'", "\"", "\\", "#", " ", "\n", "\r", "export ", "s3cret", "$", "é",
                "\0")
            .list()
            .ofMaxSize(40)
            .map(parts -> String.join("", parts)));
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.strings().withChars("ab\\\"'$# =é夜").ofMaxLength(30);
  }

  @Provide
  Arbitrary<String> lakes() {
    Arbitrary<String> ends = Arbitraries.strings().withChars("ab./-:\0 ü\n%").ofMaxLength(20);
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(40),
        ends.map(end -> "s3://" + end),
        ends.map(end -> "s3://bucket" + end),
        ends.map(end -> "file:" + end));
  }
}
