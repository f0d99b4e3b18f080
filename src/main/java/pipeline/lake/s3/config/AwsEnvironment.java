package pipeline.lake.s3.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pipeline.lake.store.LakeSettings;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3SystemSetting;
import software.amazon.awssdk.utils.SystemSetting;
import software.amazon.awssdk.utils.internal.SystemSettingUtilsTestBackdoor;

/**
 * The environment variables that the AWS SDK reads. For roles and single sign-on, the SDK creates
 * its own clients. These clients read the environment of the process and accept an empty variable
 * as a value. No public API changes this behavior. To apply {@code .env} to these clients too, this
 * class uses {@link SystemSettingUtilsTestBackdoor}, which the SDK has for its own tests.
 */
public final class AwsEnvironment {
  private static final Map<String, String> ADDRESSES =
      Map.of("AWS_ENDPOINT_URL", "aws.endpointUrl", "AWS_ENDPOINT_URL_S3", "aws.endpointUrlS3");

  private static final List<SystemSetting> SETTINGS =
      Stream.<SystemSetting[]>of(
              SdkSystemSetting.values(),
              ProfileFileSystemSetting.values(),
              S3SystemSetting.values())
          .flatMap(Stream::of)
          .toList();

  private static Map<String, @Nullable String> installed = Map.of();

  private AwsEnvironment() {}

  /**
   * Returns a copy of the settings. The environment of the copy also has the values of the JVM
   * properties that the SDK reads. As in the SDK, a property takes precedence over an environment
   * variable. Removes blank properties from the JVM.
   */
  public static LakeSettings withProperties(LakeSettings settings) {
    Map<String, String> variables = new HashMap<>();
    Map<String, String> properties = new TreeMap<>(ADDRESSES);
    SETTINGS.forEach(setting -> properties.put(setting.environmentVariable(), setting.property()));
    properties.forEach(
        (variable, property) -> {
          String value = System.getProperty(property);
          if (value != null && value.isBlank()) {
            System.clearProperty(property);
          } else if (value != null) {
            variables.put(variable, value);
          }
        });
    return settings.withEnvironment(variables);
  }

  /**
   * Makes the SDK use these settings in the whole process.
   *
   * @param region the bucket's region. Without it, the SDK would call STS at its global address,
   *     because the SDK ignores AWS_DEFAULT_REGION.
   */
  public static synchronized void install(LakeSettings settings, Optional<Region> region) {
    Map<String, @Nullable String> variables = new TreeMap<>();
    Stream.concat(
            SETTINGS.stream().map(SystemSetting::environmentVariable),
            settings.environment().keySet().stream()
                .filter(name -> name.startsWith("AWS_") || name.equals("HOME")))
        .forEach(name -> variables.put(name, value(name, settings)));
    region.ifPresent(
        own -> variables.put(SdkSystemSetting.AWS_REGION.environmentVariable(), own.id()));
    variables.put(
        SdkSystemSetting.SYNC_HTTP_SERVICE_IMPL.environmentVariable(),
        LakeSdkHttpService.class.getName());
    LakeSdkHttpService.use(settings);
    if (!variables.equals(installed)) {
      SystemSettingUtilsTestBackdoor.clearEnvironmentVariableOverrides();
      variables.forEach(SystemSettingUtilsTestBackdoor::addEnvironmentVariableOverride);
      installed = variables;
    }
  }

  /**
   * Returns the value of a variable; null if it is not set. A relative path of a file is resolved
   * against the working folder of the settings, not against that of the JVM.
   */
  private static @Nullable String value(String name, LakeSettings settings) {
    return name.endsWith("_FILE")
        ? settings.file(name).map(Path::toString).orElse(null)
        : settings.find(name).orElse(null);
  }
}
