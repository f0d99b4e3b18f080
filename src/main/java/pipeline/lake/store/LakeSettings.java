package pipeline.lake.store;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a lake needs to know beside its URI.
 *
 * @param workingFolder what {@code file:folder} is relative to
 * @param tempDirectory where temporary files of an S3 lake lie
 * @param environment the environment with what {@code .env} adds to it: the AWS SDK's own names are
 *     read from here first, and then where the SDK looks by itself
 * @param proxy for https, with user and password in it where it wants them
 * @param noProxy domains, each with all below it, that are asked directly; "*" for all
 * @param caBundle PEM file of the authorities to trust beside Java's own
 * @param s3 what requests to S3 have in them beside the SDK's own choice
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

  /** A variable that is there and says something. */
  public Optional<String> find(String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /** The file that a variable names; {@code ~} is the home folder, as the SDK has it. */
  public Optional<Path> file(String name) {
    return find(name)
        .map(
            value ->
                value.startsWith("~/")
                    ? home().resolve(value.substring(2))
                    : workingFolder.resolve(value));
  }

  public Path home() {
    return Path.of(find("HOME").orElse(System.getProperty("user.home")));
  }

  /** The same with more in the environment. */
  public LakeSettings withEnvironment(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(more);
    return new LakeSettings(workingFolder, tempDirectory, all, proxy, noProxy, caBundle, s3);
  }

  /** The environment and the proxy hold secrets. */
  @Override
  public String toString() {
    return "LakeSettings[workingFolder=" + workingFolder + ", temporary=" + tempDirectory + "]";
  }
}
