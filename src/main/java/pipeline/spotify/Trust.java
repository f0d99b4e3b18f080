package pipeline.spotify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The authorities that the JVM trusts, and a company's own beside them. */
final class Trust {
  private Trust() {}

  /**
   * A context for connections that either may vouch for.
   *
   * @throws SpotifyException CONFIGURATION where the bundle cannot be used
   */
  static SSLContext withBundle(Path bundle) {
    try {
      KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
      authorities.load(null, null);
      int count = 0;
      for (X509Certificate known : knownToTheJvm()) {
        authorities.setCertificateEntry("jvm-" + count++, known);
      }
      for (Certificate own : read(bundle)) {
        authorities.setCertificateEntry("bundle-" + count++, own);
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(authorities), null);
      return context;
    } catch (IOException | GeneralSecurityException unusable) {
      throw new SpotifyException(
          SpotifyException.Kind.CONFIGURATION,
          "The CA bundle %s cannot be used (%s): it must be a file of PEM certificates."
              .formatted(bundle, Words.oneLine(String.valueOf(unusable.getMessage()))),
          unusable);
    }
  }

  private static Collection<? extends Certificate> read(Path bundle)
      throws IOException, GeneralSecurityException {
    try (InputStream pem = Files.newInputStream(bundle)) {
      Collection<? extends Certificate> own =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (own.isEmpty()) {
        throw new IOException("no certificate in it");
      }
      return own;
    }
  }

  private static X509Certificate[] knownToTheJvm() throws GeneralSecurityException {
    for (TrustManager manager : managers(null)) {
      if (manager instanceof X509TrustManager x509) {
        return x509.getAcceptedIssuers();
      }
    }
    return new X509Certificate[0];
  }

  private static TrustManager[] managers(@Nullable KeyStore authorities)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities);
    return factory.getTrustManagers();
  }
}
