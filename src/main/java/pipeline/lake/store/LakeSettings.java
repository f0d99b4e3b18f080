package pipeline.lake.store;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a lake, in addition to its location.
 *
 * @param workingFolder the folder against which relative paths are resolved
 * @param tempDirectory the folder for temporary files of an S3 lake
 * @param environment the environment variables, including those from {@code .env}. These variables
 *     take precedence over AWS profiles, but not over the JVM properties of the AWS SDK.
 * @param proxy the proxy for https, with user and password if the proxy requires them
 * @param noProxy the entries of NO_PROXY, see {@code NoProxyPolicy}
 * @param caBundle a PEM file of certificate authorities that are trusted in addition to those of
 *     the JVM
 * @param s3 the settings of requests to S3
 */
public record LakeSettings(
    Path workingFolder,
    Path tempDirectory,
    Map<String, String> environment,
    Optional<URI> proxy,
    List<String> noProxy,
    Optional<Path> caBundle,
    S3RequestConfig s3) {
  public LakeSettings {
    environment = Map.copyOf(environment);
    noProxy = List.copyOf(noProxy);
  }

  /**
   * Returns the value of an environment variable, without white space at its ends; empty if the
   * variable is missing or blank.
   */
  public Optional<String> find(String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /**
   * Returns the file that an environment variable names; empty if the variable is missing or blank.
   * As in the AWS SDK, {@code ~/} at the start stands for the home folder.
   */
  public Optional<Path> file(String name) {
    return find(name)
        .map(
            value ->
                value.startsWith("~/")
                    ? home().resolve(value.substring(2))
                    : workingFolder.resolve(value));
  }

  /**
   * Returns the address of the S3 server from AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL; empty if
   * neither is set. This method ignores the AWS profile, although a profile can also set an
   * endpoint URL.
   */
  public Optional<String> endpoint() {
    return find("AWS_ENDPOINT_URL_S3").or(() -> find("AWS_ENDPOINT_URL"));
  }

  public Path home() {
    return Path.of(find("HOME").orElse(System.getProperty("user.home")));
  }

  /** Returns a copy with more variables in the environment. */
  public LakeSettings withEnvironment(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(more);
    return new LakeSettings(workingFolder, tempDirectory, all, proxy, noProxy, caBundle, s3);
  }

  /** Returns a text that omits the environment and the proxy, because both can contain secrets. */
  @Override
  public String toString() {
    return "LakeSettings[workingFolder=" + workingFolder + ", tempDirectory=" + tempDirectory + "]";
  }
}
