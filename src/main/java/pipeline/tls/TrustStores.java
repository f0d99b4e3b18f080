package pipeline.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.jspecify.annotations.Nullable;

/** The certificate authorities that are trusted. */
public final class TrustStores {
  private TrustStores() {}

  /**
   * Creates a TLS strategy that trusts the authorities of a file in addition to those of the JVM.
   *
   * @param bundle a file of PEM certificates
   * @throws IOException if the file is unreadable or has no certificate
   * @throws GeneralSecurityException if the content of the file is invalid
   */
  public static TlsSocketStrategy withBundle(Path bundle)
      throws IOException, GeneralSecurityException {
    return new DefaultClientTlsStrategy(contextWithBundle(bundle));
  }

  /**
   * Creates a TLS context that trusts the authorities of a file in addition to those of the JVM.
   * Throws the same exceptions as {@link #withBundle}.
   */
  public static SSLContext contextWithBundle(Path bundle)
      throws IOException, GeneralSecurityException {
    KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
    all.load(null, null);
    List<Certificate> authorities = new ArrayList<>(jvmAuthorities());
    authorities.addAll(read(bundle));
    for (Certificate authority : authorities) {
      all.setCertificateEntry("ca-" + all.size(), authority);
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers(all), null);
    return context;
  }

  private static Collection<? extends Certificate> read(Path bundle)
      throws IOException, GeneralSecurityException {
    try (InputStream pem = Files.newInputStream(bundle)) {
      Collection<? extends Certificate> own =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (own.isEmpty()) {
        throw new IOException("contains no certificate");
      }
      return own;
    }
  }

  private static List<X509Certificate> jvmAuthorities() throws GeneralSecurityException {
    for (TrustManager manager : managers(null)) {
      if (manager instanceof X509TrustManager known) {
        return List.of(known.getAcceptedIssuers());
      }
    }
    return List.of();
  }

  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
