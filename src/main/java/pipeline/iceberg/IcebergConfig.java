package pipeline.iceberg;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.rest.auth.AuthProperties;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;

/**
 * The settings of the Iceberg catalog.
 *
 * @param restUri the address of a REST catalog; empty for a folder, which needs no server
 * @param warehouse for a folder, the location of the tables; empty for {@code iceberg} in the lake.
 *     For a REST catalog, the name or location of its warehouse; empty for its default.
 * @param properties the properties of the REST catalog. They can contain secrets.
 */
public record IcebergConfig(
    Optional<String> restUri, Optional<String> warehouse, Map<String, String> properties) {
  private static final String FOLDER = "folder";
  private static final String REST = "rest:";

  /** The property of Iceberg that enables signatures of AWS (Signature Version 4). */
  static final String SIGV4_ENABLED = "rest.sigv4-enabled";

  public IcebergConfig {
    properties = Map.copyOf(properties);
  }

  /**
   * Creates a configuration from settings.
   *
   * @param catalog {@code folder}, or {@code rest:} and the address of the catalog
   * @throws LakeException of kind CONFIGURATION if the catalog is invalid
   */
  public static IcebergConfig parse(
      String catalog, Optional<String> warehouse, Map<String, String> properties) {
    if (catalog.equals(FOLDER)) {
      return new IcebergConfig(Optional.empty(), warehouse, Map.of());
    }
    if (catalog.startsWith(REST) && isHttp(catalog.substring(REST.length()))) {
      return new IcebergConfig(
          Optional.of(catalog.substring(REST.length())), warehouse, properties);
    }
    throw new LakeException(
        LakeErrorKind.CONFIGURATION,
        "invalid setting: ICEBERG_CATALOG; set it to the word folder, or to an address without user"
            + " and password, such as rest:https://catalog.example.com/iceberg");
  }

  private static boolean isHttp(String address) {
    try {
      URI uri = URI.create(address);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getUserInfo() == null;
    } catch (IllegalArgumentException invalid) {
      return false;
    }
  }

  /** Returns whether the catalog is a service of AWS, which requires signed requests. */
  boolean isSigned() {
    return Boolean.parseBoolean(properties.get(SIGV4_ENABLED))
        || AuthProperties.AUTH_TYPE_SIGV4.equals(properties.get(AuthProperties.AUTH_TYPE));
  }

  /**
   * Returns the location for new tables of a REST catalog; empty if the catalog selects the
   * location. Glue requires a location.
   */
  Optional<String> tableLocation() {
    return Optional.ofNullable(properties.get("table-location"))
        .map(location -> location.replaceFirst("/+$", ""));
  }

  /** Returns the name of the service in signatures; Iceberg's default if it is not set. */
  String signingName() {
    return properties.getOrDefault("rest.signing-name", "execute-api");
  }

  /**
   * Returns the AWS region for which requests are signed. If it is empty, the region of the lake is
   * used.
   */
  Optional<String> signingRegion() {
    return Optional.ofNullable(properties.get("rest.signing-region"));
  }

  /** Returns a text without the properties, because they can contain secrets. */
  @Override
  public String toString() {
    return restUri.map(REST::concat).orElse(FOLDER);
  }
}
