package pipeline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import pipeline.testing.process.LocalMachine;
import pipeline.testing.process.RunningProcess;
import pipeline.testing.process.SupervisedProcess;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** A real S3 server that runs as a process on a free port of loopback. */
public final class S3Server implements AutoCloseable {
  public static final String ACCESS_KEY = "test-access-key";
  public static final String SECRET_KEY = "test-secret-key-of-some-length";
  private static final StaticCredentialsProvider OWNER =
      StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY));
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration SHUTDOWN_TIME = Duration.ofSeconds(5);

  private final SupervisedProcess process;
  private final URI endpoint;
  private final Path log;

  private S3Server(SupervisedProcess process, URI endpoint, Path log) {
    this.process = process;
    this.endpoint = endpoint;
    this.log = log;
  }

  /**
   * Starts S3Proxy, which stores objects in memory. The build copies its jar to {@code
   * target/servers}.
   */
  public static S3Server s3proxy(Path folder) {
    int port = LocalMachine.freePort();
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    try {
      Path properties =
          Files.writeString(
              folder.resolve("s3proxy.properties"),
              String.join(
                  "\n",
                  "s3proxy.endpoint=" + endpoint,
                  "s3proxy.authorization=aws-v2-or-v4",
                  "s3proxy.identity=" + ACCESS_KEY,
                  "s3proxy.credential=" + SECRET_KEY,
                  "jclouds.provider=transient-nio2",
                  ""));
      Path java = Path.of(System.getProperty("java.home"), "bin", "java");
      Path jar = Path.of("target", "servers", "s3proxy.jar").toAbsolutePath();
      return start(
          folder,
          endpoint,
          Map.of(),
          List.of(
              java.toString(),
              "-Xmx1g",
              "-XX:TieredStopAtLevel=1",
              "-jar",
              jar.toString(),
              "--properties",
              properties.toString()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * Starts versitygw, which is stricter and stores objects in files. Requires {@link #versitygw()}.
   */
  public static S3Server versitygw(Path folder) {
    int port = LocalMachine.freePort();
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    try {
      Path data = Files.createDirectories(folder.resolve("data"));
      return start(
          folder,
          endpoint,
          Map.of("ROOT_ACCESS_KEY", ACCESS_KEY, "ROOT_SECRET_KEY", SECRET_KEY),
          List.of(
              versitygw().orElseThrow().toString(),
              "--port",
              "127.0.0.1:" + port,
              "posix",
              data.toString()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Starts MinIO, which enforces policies in the language of AWS. Requires {@link #minio()}. */
  public static S3Server minio(Path folder) {
    int port = LocalMachine.freePort();
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    try {
      Path data = Files.createDirectories(folder.resolve("data"));
      return start(
          folder,
          endpoint,
          Map.of(
              "MINIO_ROOT_USER",
              ACCESS_KEY,
              "MINIO_ROOT_PASSWORD",
              SECRET_KEY,
              "MINIO_KMS_SECRET_KEY",
              "lake-key:" + Base64.getEncoder().encodeToString(new byte[32]),
              "MINIO_REGION",
              "us-east-1",
              "MINIO_BROWSER",
              "off",
              "MINIO_UPDATE",
              "off"),
          List.of(
              minio().orElseThrow().toString(),
              "server",
              "--certs-dir",
              folder.toString(),
              "--address",
              "127.0.0.1:" + port,
              data.toString()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Returns the program versitygw, if it is installed. */
  public static Optional<Path> versitygw() {
    return LocalMachine.findProgram("versitygw");
  }

  /** Returns the program minio, if it is installed. */
  public static Optional<Path> minio() {
    return LocalMachine.findProgram("minio");
  }

  public URI endpoint() {
    return endpoint;
  }

  /** Returns the environment variables of a client. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL_S3", endpoint.toString(),
        "AWS_ACCESS_KEY_ID", ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY", SECRET_KEY);
  }

  /** Returns temporary credentials with the permissions of a policy. */
  public Map<String, String> assumeRole(String policy) {
    try (StsClient sts =
        StsClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(OWNER)
            .httpClientBuilder(Apache5HttpClient.builder())
            .build()) {
      Credentials credentials =
          sts.assumeRole(
                  role ->
                      role.roleArn("arn:aws:iam::000000000000:role/lake")
                          .roleSessionName("lake")
                          .policy(policy))
              .credentials();
      return Map.of(
          "AWS_ENDPOINT_URL_S3", endpoint.toString(),
          "AWS_ACCESS_KEY_ID", credentials.accessKeyId(),
          "AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey(),
          "AWS_SESSION_TOKEN", credentials.sessionToken());
    }
  }

  public void createBucket(String name) {
    try (S3Client client = client()) {
      client.createBucket(bucket -> bucket.bucket(name));
    }
  }

  /** Returns a client of the SDK, which bypasses the project's own store. */
  public S3Client client() {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(OWNER)
        .httpClientBuilder(Apache5HttpClient.builder())
        .build();
  }

  /** Returns the ETag of each object below a prefix, by key. */
  public SortedMap<String, String> objects(String bucket, String prefix) {
    SortedMap<String, String> objects = new TreeMap<>();
    try (S3Client client = client()) {
      client
          .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix))
          .contents()
          .forEach(object -> objects.put(object.key(), object.eTag()));
    }
    return objects;
  }

  @Override
  public void close() {
    process.close();
  }

  private static S3Server start(
      Path folder, URI endpoint, Map<String, String> environment, List<String> command)
      throws IOException {
    Path log = folder.resolve("server.log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    S3Server server = new S3Server(SupervisedProcess.start(builder, SHUTDOWN_TIME), endpoint, log);
    try {
      server.awaitAnswer();
    } catch (IOException | RuntimeException failed) {
      server.close();
      throw failed;
    }
    return server;
  }

  private void awaitAnswer() throws IOException {
    for (long waited = 0; waited < START_TIMEOUT.toMillis(); waited += 50) {
      if (!process.process().isAlive()) {
        break;
      }
      try {
        HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection();
        connection.setConnectTimeout(1000);
        connection.setReadTimeout(5000);
        connection.getResponseCode();
        return;
      } catch (IOException notYet) {
        RunningProcess.pause(50);
      }
    }
    throw new IllegalStateException("the server does not answer: " + Files.readString(log));
  }
}
