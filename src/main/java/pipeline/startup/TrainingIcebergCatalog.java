package pipeline.startup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Iceberg REST catalog on loopback. It returns the first metadata version of each table in a
 * folder, accepts each commit and stores nothing. A training run uses it to load the classes that a
 * REST catalog needs.
 */
public final class TrainingIcebergCatalog implements AutoCloseable {
  private static final Pattern TABLE = Pattern.compile("/v1/namespaces/(\\w+)/tables/(\\w+)");
  private static final String CONFIG = "{\"defaults\":{},\"overrides\":{}}";

  private final HttpServer server;
  private final Path folder;

  private TrainingIcebergCatalog(HttpServer server, Path folder) {
    this.server = server;
    this.folder = folder;
    server.createContext("/", this::respond);
    server.start();
  }

  /**
   * Starts the catalog.
   *
   * @param folder contains the files of each table in {@code <namespace>/<name>}
   */
  public static TrainingIcebergCatalog open(Path folder) throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new TrainingIcebergCatalog(HttpServer.create(anyPort, 0), folder);
  }

  public String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestMethod().equals("POST")) {
        exchange.sendResponseHeaders(204, -1);
        return;
      }
      Matcher table = TABLE.matcher(exchange.getRequestURI().getPath());
      byte[] body = (table.matches() ? table(table) : CONFIG).getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private String table(Matcher name) throws IOException {
    Path metadata =
        folder.resolve(name.group(1)).resolve(name.group(2)).resolve("metadata/v1.metadata.json");
    return "{\"metadata-location\":\"%s\",\"metadata\":%s}"
        .formatted(metadata.toUri(), Files.readString(metadata));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
