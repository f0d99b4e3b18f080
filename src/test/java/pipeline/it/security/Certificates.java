package pipeline.it.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import pipeline.testing.process.LocalMachine;

/**
 * A certificate authority of the tests and the server certificates that it signed, made by keytool.
 */
public final class Certificates {
  private static final String PASSWORD = "changeit";
  private static final String AUTHORITY = "authority";

  private final Path folder;

  public Certificates(Path folder) {
    this.folder = folder;
    keytool("-genkeypair", "-alias", AUTHORITY, "-dname", "CN=An authority", "-ext", "bc:c");
    keytool("-exportcert", "-alias", AUTHORITY, "-rfc", "-file", pem().toString());
    keytool(
        "-importcert",
        "-noprompt",
        "-file",
        pem().toString(),
        "-keystore",
        folder.resolve("trust.p12").toString());
  }

  /**
   * Returns the file with the authority's certificate, in PEM format as {@code CA_BUNDLE} requires.
   */
  public Path pem() {
    return folder.resolve("authority.pem");
  }

  /** Returns the options of a JVM that trusts only this authority. */
  String trusted() {
    return "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s"
        .formatted(folder.resolve("trust.p12"), PASSWORD);
  }

  /**
   * Returns the TLS context of a server with a new certificate.
   *
   * @param name subject of the certificate, such as {@code ip:127.0.0.1} or {@code
   *     dns:some.example}
   * @param from start of its validity, such as {@code -1d}; it ends five days later
   */
  public SSLContext server(String name, String from) {
    String alias = name + from;
    keytool(
        "-genkeypair",
        "-alias",
        alias,
        "-dname",
        "CN=A server",
        "-signer",
        AUTHORITY,
        "-ext",
        "san=" + name,
        "-startdate",
        from,
        "-validity",
        "5");
    try {
      KeyStore all = keys();
      KeyStore one = KeyStore.getInstance("PKCS12");
      one.load(null, null);
      char[] password = PASSWORD.toCharArray();
      one.setKeyEntry(alias, all.getKey(alias, password), password, all.getCertificateChain(alias));
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(one, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private Path file() {
    return folder.resolve("keys.p12");
  }

  private KeyStore keys() throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file())) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private void keytool(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(LocalMachine.jdkProgram("keytool"));
    command.addAll(List.of(arguments));
    if (arguments[0].equals("-genkeypair")) {
      command.addAll(List.of("-keyalg", "EC"));
    }
    if (!command.contains("-keystore")) {
      command.addAll(List.of("-keystore", file().toString()));
    }
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    LocalMachine.run(command.toArray(String[]::new));
  }
}
