package pipeline.it.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import pipeline.testing.S3Server;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.ProcessResult;
import pipeline.testing.process.RunningProcess;

/** Secrets with recognizable values, and a search that finds these secrets in any encoding. */
final class SecretScanner {
  static final String AMAZON = "cAnArY+of/amazon==";
  private static final String ID = "the-app-of-the-canary";
  private static final String SPOTIFY = "cAnArY+of/spotify=& %zz";
  private static final String REFRESH = "cAnArY+refresh/token==";
  static final List<String> SECRETS = List.of(SPOTIFY, REFRESH, AMAZON, S3Server.SECRET_KEY);

  private static final Pattern TOKEN =
      Pattern.compile("(?i)\\b(Bearer|Basic) [A-Za-z0-9+/=_-]{8,}");

  /** Files that may hold secrets. */
  private static final Set<String> SECRET_FILES = Set.of(".env", ".spotify-token");

  private SecretScanner() {}

  /**
   * Returns a runner that has the secrets of Spotify in .env and those of the lake in the
   * environment.
   */
  static JarRunner createRunner(Path folder, Map<String, String> settings) throws IOException {
    Path dotEnv = folder.resolve(".env");
    Files.writeString(
        dotEnv,
        """
        SPOTIFY_CLIENT_ID=%s
        SPOTIFY_CLIENT_SECRET='%s'
        SPOTIFY_REFRESH_TOKEN='%s'
        """
            .formatted(ID, SPOTIFY, REFRESH));
    Files.setPosixFilePermissions(dotEnv, PosixFilePermissions.fromString("rw-------"));
    return JarRunner.in(folder)
        .with(settings)
        .without("SPOTIFY_CLIENT_ID")
        .without("SPOTIFY_CLIENT_SECRET");
  }

  /** Runs a command, and checks that its output, its files and its command line have no secret. */
  static ProcessResult assertNoSecret(JarRunner runner, int code, String command, String... more)
      throws IOException {
    try (RunningProcess running = runner.start(command)) {
      return assertNoSecret(runner, running, code, more);
    }
  }

  /**
   * Waits for a started run, and checks that its output, its files and its command line have no
   * secret.
   */
  static ProcessResult assertNoSecret(
      JarRunner runner, RunningProcess running, int code, String... more) throws IOException {
    assertNoSecret("ps", running.commandLine(), more);
    ProcessResult result = running.await();
    assertEquals(code, result.exitCode(), result::err);
    assertFalse(
        result.err().isBlank() && result.out().isBlank(), "the run had no output to search");
    assertNoSecret("stdout", result.out(), more);
    assertNoSecret("stderr", result.err(), more);
    assertNoSecretBelow(runner.folder(), more);
    return result;
  }

  /** Checks that no file below a folder has a secret, except the files that may hold secrets. */
  static void assertNoSecretBelow(Path folder, String... more) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!SECRET_FILES.contains(file.getFileName().toString())) {
          assertNoSecret(file.toString(), Files.readString(file, ISO_8859_1), more);
        }
      }
    }
  }

  /**
   * Fails if the text has a secret, and names where it was found.
   *
   * @param more additional secrets of the test
   */
  static void assertNoSecret(String where, String text, String... more) {
    findSecret(text, List.of(more)).ifPresent(form -> fail(where + " has " + form));
  }

  static Optional<String> findSecret(String text, List<String> more) {
    Matcher token = TOKEN.matcher(text);
    if (token.find()) {
      return Optional.of(token.group());
    }
    return Stream.concat(
            Stream.concat(SECRETS.stream(), more.stream()).flatMap(SecretScanner::encodings),
            base64(ID + ":" + SPOTIFY).stream())
        .filter(text::contains)
        .findFirst();
  }

  private static Stream<String> encodings(String secret) {
    List<String> forms = base64(secret);
    forms.add(secret);
    forms.add(URLEncoder.encode(secret, UTF_8));
    forms.add(URLEncoder.encode(secret, UTF_8).replace("+", "%20"));
    return forms.stream();
  }

  /**
   * Returns the Base64 letters that are the same for each position of the secret in the encoded
   * text.
   */
  private static List<String> base64(String secret) {
    List<String> forms = new ArrayList<>();
    for (int before = 0; before < 3; before++) {
      byte[] bytes = ("x".repeat(before) + secret).getBytes(UTF_8);
      String standard = Base64.getEncoder().withoutPadding().encodeToString(bytes);
      String inner = standard.substring(before == 0 ? 0 : before + 1, standard.length() - 2);
      forms.add(inner);
      forms.add(inner.replace('+', '-').replace('/', '_'));
    }
    return forms;
  }
}
