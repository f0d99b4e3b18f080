package pipeline.iceberg;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.iceberg.rest.auth.TLSConfigurer;
import org.jspecify.annotations.Nullable;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.tls.TrustStores;

/**
 * The TLS configuration for a REST catalog. With this configuration, a client trusts the
 * authorities of CA_BUNDLE in addition to those of the JVM. Iceberg instantiates this class by
 * name.
 */
public final class CaBundleTls implements TLSConfigurer {
  /** The client property whose value is the path of the CA bundle. */
  static final String BUNDLE = "pipeline.ca-bundle";

  private @Nullable SSLContext context;

  @Override
  public void initialize(Map<String, String> properties) {
    String bundle = properties.get(BUNDLE);
    try {
      context = TrustStores.contextWithBundle(Path.of(bundle));
    } catch (IOException | GeneralSecurityException unusable) {
      throw new LakeException(
          LakeErrorKind.CONFIGURATION,
          "invalid CA bundle: %s (%s); set CA_BUNDLE to a readable file of PEM certificates, or unset it"
              .formatted(bundle, unusable.getMessage()),
          unusable);
    }
  }

  @Override
  public SSLContext sslContext() {
    return context;
  }
}
