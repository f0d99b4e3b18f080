package pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.testing.process.SupervisedProcess;

/** Checks commands under LANG=C, where Java decodes ASCII only. */
class LocaleTest {
  /**
   * A name with non-ASCII letters, as a shell command that prints it. The locale of the tests
   * therefore does not matter.
   */
  private static final String NON_ASCII_NAME = "$(printf 'j\\303\\266s\\303\\251')";

  private static final String RUN = "run --date 2024-01-01 --simulate --late search";

  @TempDir Path folder;

  @Test
  void workingFolderThatCannotBeDecodedIsRefused() throws Exception {
    JsonObject result = failure("mkdir {} && cd {}", "", RUN);
    assertTrue(result.get("error").getAsString().contains("the working folder"), result.toString());
    assertEquals(1, entries(), "another folder was created");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LAKE=file:{}",
        "LAKE=s3://bucket/{}",
        "LAKE=s3://bucket/x HOME={}",
        "LAKE=s3://bucket/x AWS_PROFILE={}",
        "LAKE=s3://bucket/x AWS_CONFIG_FILE={}",
        "LAKE=s3://bucket/x CA_BUNDLE={}",
        "JAVA_TOOL_OPTIONS=-Djava.io.tmpdir={}",
      })
  void settingThatCannotBeDecodedIsRefused(String settings) throws Exception {
    failure(":", settings, RUN);
    assertEquals(0, entries(), "a folder was created");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LAKE=file:{}",
        "LAKE=s3://bucket/x\nAWS_SHARED_CREDENTIALS_FILE={}",
        "LAKE=s3://bucket/x\nAWS_ROLE_ARN=ARN\nAWS_WEB_IDENTITY_TOKEN_FILE={}",
        "LAKE=s3://bucket/x\nCA_BUNDLE={}",
      })
  void pathInDotEnvThatCannotBeEncodedIsRefused(String entries) throws Exception {
    String text = entries.replace("{}", "%s").replace("=ARN", "=arn:aws:iam::123456789012:role/a");
    failure("printf '" + text + "\\n' {} > .env", "", RUN);
    assertEquals(1, entries(), "a folder was created");
  }

  @Test
  void secretFileThatCannotBeDecodedIsRefused() throws Exception {
    String secret = "SPOTIFY_CLIENT_ID=a SPOTIFY_CLIENT_SECRET_FILE={}";
    JsonObject result = failure(":", secret, "extract-releases --date 2024-01-01");
    assertTrue(
        result.get("error").getAsString().contains("SPOTIFY_CLIENT_SECRET_FILE"),
        result.toString());
  }

  @Test
  void secretThatCannotBeDecodedIsNotPrinted() throws Exception {
    String secret = "SPOTIFY_CLIENT_ID=a SPOTIFY_CLIENT_SECRET=canary{}";
    JsonObject result = failure(":", secret, "extract-releases --date 2024-01-01");
    assertFalse(result.toString().contains("canary"), result.toString());
  }

  @Test
  void dagFolderThatCannotBeDecodedIsRefused() throws Exception {
    LocaleRun ended = run(":", "", "doctor --simulate --dags {}");
    assertEquals(64, ended.code());
    assertTrue(ended.text().contains("argument cannot be decoded in this locale"), ended.text());
  }

  @Test
  void archiveClassesRefusesAJarPathThatCannotBeDecoded() throws Exception {
    LocaleRun ended = run("mkdir {} && cd {}", "", "archive-classes");
    assertEquals(78, ended.code());
    assertTrue(ended.text().contains("set LC_ALL=C.UTF-8"), ended.text());
  }

  @Test
  void localeWithTheLettersWorks() throws Exception {
    LocaleRun ended = run("mkdir {} && cd {}", "LC_ALL=C.UTF-8 LAKE=file:{}", RUN);
    assertEquals(0, ended.code(), ended.text());
    assertEquals(1, entries());
  }

  private JsonObject failure(String before, String settings, String arguments) throws Exception {
    LocaleRun ended = run(before, settings, arguments);
    JsonObject result = JsonParser.parseString(ended.lastLine()).getAsJsonObject();
    assertEquals(78, result.get("exit_code").getAsInt(), ended.text());
    assertEquals(78, ended.code());
    assertTrue(result.get("error").getAsString().contains("LC_ALL=C.UTF-8"), ended.text());
    return result;
  }

  private long entries() throws IOException {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      List<Path> all = new ArrayList<>();
      stream.forEach(all::add);
      return all.size();
    }
  }

  private record LocaleRun(int code, String text) {
    String lastLine() {
      return text.substring(text.lastIndexOf('\n') + 1);
    }
  }

  /**
   * Runs the jar in a shell under LANG=C. {@code {}} stands for {@link #NON_ASCII_NAME} in each
   * argument.
   *
   * @param before commands to run before the jar
   * @param settings environment variables of the jar
   */
  private LocaleRun run(String before, String settings, String arguments) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String script =
        "%s && exec env -i HOME=/ LC_ALL=C %s \"$0\" -XX:TieredStopAtLevel=1 -cp \"$1\" pipeline.Main %s 2>&1"
            .formatted(before, settings, arguments)
            .replace("{}", "\"" + NON_ASCII_NAME + "\"");
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-c", script, java, System.getProperty("java.class.path"))
            .directory(folder.toFile())
            .redirectErrorStream(true);
    try (SupervisedProcess jar = SupervisedProcess.start(bash)) {
      String text =
          new String(jar.process().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new LocaleRun(jar.await(Duration.ofSeconds(100)), text.strip());
    }
  }
}
