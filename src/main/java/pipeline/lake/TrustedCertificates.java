package pipeline.lake;

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
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.TlsTrustManagersProvider;

/** A company's own certificate authorities (PEM) beside those that the JVM trusts anyhow. */
record TrustedCertificates(Path pem) implements TlsTrustManagersProvider {

  @Override
  public TrustManager[] trustManagers() {
    try {
      KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
      all.load(null, null);
      List<Certificate> certificates = new ArrayList<>(ofTheJvm());
      certificates.addAll(ofTheFile());
      for (Certificate certificate : certificates) {
        all.setCertificateEntry("ca-" + all.size(), certificate);
      }
      return managers(all);
    } catch (GeneralSecurityException | IOException unusable) {
      throw new LakeException(
          LakeException.Kind.CONFIGURATION,
          "CA_BUNDLE names "
              + pem
              + ", which is no readable file of PEM certificates ("
              + unusable.getMessage()
              + "): correct it or unset it.",
          unusable);
    }
  }

  private List<? extends Certificate> ofTheFile() throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(pem)) {
      List<? extends Certificate> found =
          List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
      if (found.isEmpty()) {
        throw new IOException("there is none in it");
      }
      return found;
    }
  }

  private static List<X509Certificate> ofTheJvm() throws GeneralSecurityException {
    List<X509Certificate> found = new ArrayList<>();
    for (TrustManager manager : managers(null)) {
      if (manager instanceof X509TrustManager known) {
        found.addAll(List.of(known.getAcceptedIssuers()));
      }
    }
    return found;
  }

  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
