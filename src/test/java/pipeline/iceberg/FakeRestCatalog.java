package pipeline.iceberg;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.Endpoint;
import org.apache.iceberg.rest.RESTCatalogProperties.SnapshotMode;
import org.apache.iceberg.rest.RESTResponse;
import org.apache.iceberg.rest.RESTSerializers;
import org.apache.iceberg.rest.requests.CommitTransactionRequest;
import org.apache.iceberg.rest.requests.CreateNamespaceRequest;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.ConfigResponse;
import org.apache.iceberg.rest.responses.ErrorResponse;
import org.jspecify.annotations.Nullable;

/**
 * A REST catalog in memory that uses Iceberg's own request handlers. The clients write the files of
 * the tables themselves.
 */
public final class FakeRestCatalog implements AutoCloseable {
  /**
   * A received request.
   *
   * @param uri path and query, as they were sent
   * @param headers header values by lower-case names
   */
  public record CatalogRequest(String method, URI uri, Map<String, String> headers, String body) {
    public String line() {
      return method + " " + uri.getPath();
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    JSON.setVisibility(PropertyAccessor.FIELD, Visibility.ANY);
    JSON.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    JSON.setPropertyNamingStrategy(new PropertyNamingStrategies.KebabCaseStrategy());
    RESTSerializers.registerAll(JSON);
  }

  private final InMemoryCatalog catalog = new InMemoryCatalog();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<CatalogRequest> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final String scheme;
  private final Predicate<CatalogRequest> isAuthorized;
  private final boolean commitsTogether;

  /**
   * Starts the catalog on loopback.
   *
   * @param warehouse the location below which tables are created
   * @param certificate the certificate of the server; null for plain http
   * @param authorized whether a request is answered; others get the status 401
   * @param commitsTogether whether the catalog offers to commit several tables together
   */
  public FakeRestCatalog(
      String warehouse,
      @Nullable SSLContext certificate,
      Predicate<CatalogRequest> authorized,
      boolean commitsTogether) {
    this.isAuthorized = authorized;
    this.commitsTogether = commitsTogether;
    this.scheme = certificate == null ? "http" : "https";
    catalog.initialize("fake", Map.of(CatalogProperties.WAREHOUSE_LOCATION, warehouse));
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try {
      if (certificate == null) {
        server = HttpServer.create(loopback, 0);
      } else {
        HttpsServer encrypted = HttpsServer.create(loopback, 0);
        encrypted.setHttpsConfigurator(new HttpsConfigurator(certificate));
        server = encrypted;
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Starts a catalog without encryption and authentication, with its tables in a folder. */
  public static FakeRestCatalog open(String warehouse) {
    return new FakeRestCatalog(warehouse, null, request -> true, true);
  }

  InMemoryCatalog catalog() {
    return catalog;
  }

  public URI uri() {
    return URI.create(scheme + "://localhost:" + server.getAddress().getPort());
  }

  public List<CatalogRequest> requests() {
    return List.copyOf(requests);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) ->
                  headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
      CatalogRequest request =
          new CatalogRequest(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              headers,
              new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      requests.add(request);
      try {
        reply(exchange, 200, answer(request));
      } catch (NoSuchTableException | NoSuchNamespaceException missing) {
        reply(exchange, 404, error(404, missing));
      } catch (AlreadyExistsException | CommitFailedException conflict) {
        reply(exchange, 409, error(409, conflict));
      } catch (NotAuthorizedException refused) {
        reply(exchange, 401, error(401, refused));
      }
    }
  }

  private static ErrorResponse error(int status, RuntimeException failed) {
    return ErrorResponse.builder()
        .responseCode(status)
        .withType(failed.getClass().getSimpleName())
        .withMessage(failed.getMessage())
        .build();
  }

  private static void reply(HttpExchange exchange, int status, @Nullable RESTResponse response)
      throws IOException {
    if (response == null) {
      exchange.sendResponseHeaders(204, -1);
      return;
    }
    byte[] body = JSON.writeValueAsBytes(response);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private synchronized @Nullable RESTResponse answer(CatalogRequest request) throws IOException {
    if (!isAuthorized.test(request)) {
      throw new NotAuthorizedException("not this one");
    }
    String[] path = request.uri().getPath().split("/", -1);
    Namespace namespace = Namespace.of(path.length > 3 ? path[3] : "");
    return switch (request.method() + " " + path.length + " " + path[2]) {
      case "GET 3 config" -> config();
      case "POST 3 namespaces" ->
          CatalogHandlers.createNamespace(
              catalog, JSON.readValue(request.body(), CreateNamespaceRequest.class));
      case "POST 5 namespaces" ->
          CatalogHandlers.createTable(
              catalog, namespace, JSON.readValue(request.body(), CreateTableRequest.class));
      case "GET 6 namespaces" ->
          CatalogHandlers.loadTable(
              catalog, TableIdentifier.of(namespace, path[5]), SnapshotMode.ALL);
      case "POST 6 namespaces" ->
          CatalogHandlers.updateTable(
              catalog,
              TableIdentifier.of(namespace, path[5]),
              JSON.readValue(request.body(), UpdateTableRequest.class));
      case "POST 4 transactions" -> {
        commit(JSON.readValue(request.body(), CommitTransactionRequest.class));
        yield null;
      }
      default -> throw new IllegalStateException("not supported: " + request);
    };
  }

  private ConfigResponse config() {
    List<Endpoint> endpoints =
        new ArrayList<>(
            List.of(
                Endpoint.V1_CREATE_NAMESPACE,
                Endpoint.V1_LOAD_NAMESPACE,
                Endpoint.V1_CREATE_TABLE,
                Endpoint.V1_LOAD_TABLE,
                Endpoint.V1_UPDATE_TABLE));
    if (commitsTogether) {
      endpoints.add(Endpoint.V1_COMMIT_TRANSACTION);
    }
    return ConfigResponse.builder().withEndpoints(endpoints).build();
  }

  private void commit(CommitTransactionRequest request) {
    for (UpdateTableRequest change : request.tableChanges()) {
      TableMetadata current =
          ((BaseTable) catalog.loadTable(change.identifier())).operations().current();
      change.requirements().forEach(requirement -> requirement.validate(current));
    }
    request
        .tableChanges()
        .forEach(change -> CatalogHandlers.updateTable(catalog, change.identifier(), change));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
