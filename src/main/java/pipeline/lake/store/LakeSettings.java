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
 * @param environment the environment with the additions of {@code .env}. Its variables take
 *     precedence over the sources that the AWS SDK reads by itself.
 * @param proxy the proxy for https, with user and password if the proxy requires them
 * @param noProxy the entries of NO_PROXY, see {@code NoProxyPolicy}
 * @param caBundle PEM file of certificate authorities to trust in addition to those of the JVM
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

  /** Returns the value of a variable, stripped; empty if it is missing or blank. */
  public Optional<String> find(String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /**
   * Returns the file that a variable names; empty if the variable is missing or blank. As in the
   * SDK, {@code ~} is the home folder.
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
   * neither is set. In that case, the AWS profile may name an address, which this method does not
   * read.
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

  /** Returns a text without the environment and the proxy, because both can contain secrets. */
  @Override
  public String toString() {
    return "LakeSettings[workingFolder=" + workingFolder + ", tempDirectory=" + tempDirectory + "]";
  }
}
