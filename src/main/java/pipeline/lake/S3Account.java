package pipeline.lake;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;
import software.amazon.awssdk.regions.Region;

/**
 * Who asks, and where: what the SDK would find by itself in the environment of the process, found
 * in the settings, so that {@code .env} counts as well. What is not there is left to the SDK's own
 * chain.
 */
final class S3Account {
  private static final String DEFAULT_PROFILE = "default";

  private final LakeSettings settings;
  private final ProfileFile profiles;

  S3Account(LakeSettings settings) {
    this.settings = settings;
    this.profiles = load();
  }

  ProfileFile profiles() {
    return profiles;
  }

  String profile() {
    return settings.get("AWS_PROFILE").orElse(DEFAULT_PROFILE);
  }

  AwsCredentialsProvider credentials() {
    Optional<String> id = settings.get("AWS_ACCESS_KEY_ID");
    Optional<String> secret = settings.get("AWS_SECRET_ACCESS_KEY");
    if (id.isPresent() && secret.isPresent()) {
      return StaticCredentialsProvider.create(key(id.get(), secret.get()));
    }
    Optional<String> role = settings.get("AWS_ROLE_ARN");
    Optional<String> token = settings.get("AWS_WEB_IDENTITY_TOKEN_FILE");
    if (role.isPresent() && token.isPresent()) {
      return WebIdentityTokenFileCredentialsProvider.builder()
          .roleArn(role.get())
          .roleSessionName(settings.get("AWS_ROLE_SESSION_NAME").orElse("pipeline"))
          .webIdentityTokenFile(settings.workingFolder().resolve(token.get()))
          .build();
    }
    return settings.get("AWS_EC2_METADATA_DISABLED").filter("true"::equalsIgnoreCase).isPresent()
        ? withoutMachine()
        : DefaultCredentialsProvider.builder().profileFile(profiles).profileName(profile()).build();
  }

  /** Outside AWS, asking the machine for its role costs seconds. */
  private AwsCredentialsProvider withoutMachine() {
    return AwsCredentialsProviderChain.of(
        SystemPropertyCredentialsProvider.create(),
        EnvironmentVariableCredentialsProvider.create(),
        ProfileCredentialsProvider.builder().profileFile(profiles).profileName(profile()).build(),
        ContainerCredentialsProvider.create());
  }

  private AwsCredentials key(String id, String secret) {
    return settings
        .get("AWS_SESSION_TOKEN")
        .<AwsCredentials>map(token -> AwsSessionCredentials.create(id, secret, token))
        .orElseGet(() -> AwsBasicCredentials.create(id, secret));
  }

  /** Empty where the SDK shall ask the machine that it runs on. */
  Optional<Region> region() {
    Optional<String> named =
        settings
            .get("AWS_REGION")
            .or(() -> settings.get("AWS_DEFAULT_REGION"))
            .or(() -> inProfile("region"));
    // Servers of other makers sign with any region, and no machine of AWS need be asked.
    return named.or(() -> endpoint().map(own -> Region.US_EAST_1.id())).map(Region::of);
  }

  /** Empty for AWS itself. */
  Optional<URI> endpoint() {
    return settings
        .get("AWS_ENDPOINT_URL_S3")
        .or(() -> settings.get("AWS_ENDPOINT_URL"))
        .or(this::endpointOfServices)
        .or(() -> inProfile("endpoint_url"))
        .map(URI::create);
  }

  private Optional<String> endpointOfServices() {
    return inProfile("services")
        .flatMap(services -> profiles.getSection("services", services))
        .flatMap(services -> services.property("s3.endpoint_url"));
  }

  private Optional<String> inProfile(String property) {
    return profiles.profile(profile()).flatMap((Profile own) -> own.property(property));
  }

  private ProfileFile load() {
    ProfileFile.Aggregator both = ProfileFile.aggregator();
    file("AWS_SHARED_CREDENTIALS_FILE", ProfileFileLocation.credentialsFilePath())
        .ifPresent(file -> both.addFile(read(file, ProfileFile.Type.CREDENTIALS)));
    file("AWS_CONFIG_FILE", ProfileFileLocation.configurationFilePath())
        .ifPresent(file -> both.addFile(read(file, ProfileFile.Type.CONFIGURATION)));
    return both.build();
  }

  private Optional<Path> file(String name, Path usual) {
    return Optional.of(settings.get(name).map(settings.workingFolder()::resolve).orElse(usual))
        .filter(Files::isReadable);
  }

  private static ProfileFile read(Path file, ProfileFile.Type type) {
    return ProfileFile.builder().content(file).type(type).build();
  }
}
