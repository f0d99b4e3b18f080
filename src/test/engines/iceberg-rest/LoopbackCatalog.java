package org.apache.iceberg.rest;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogUtil;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/**
 * Starts Iceberg's REST catalog for tests, on loopback only: LoopbackCatalog PORT NAME=VALUE…
 *
 * <p>This class is in the package of the catalog, whose constructors are not public. Its own main
 * method listens on all interfaces.
 */
public final class LoopbackCatalog {
  public static void main(String... arguments) throws Exception {
    Map<String, String> properties = new HashMap<>();
    properties.put("catalog-impl", "org.apache.iceberg.jdbc.JdbcCatalog");
    properties.put("jdbc.schema-version", "V1");
    for (int i = 1; i < arguments.length; i++) {
      String[] property = arguments[i].split("=", 2);
      properties.put(property[0], property[1]);
    }
    var catalog = CatalogUtil.buildIcebergCatalog("rest", properties, new Configuration());
    var context = new RESTCatalogServer.CatalogContext(catalog, properties);
    var handler = new ServletContextHandler();
    handler.addServlet(new ServletHolder(new RESTCatalogServlet(new AtomicAdapter(context))), "/*");
    Server server = new Server(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0])));
    server.setHandler(handler);
    server.start();
    server.join();
  }

  /**
   * The catalog with atomic transactions, which the protocol demands. Without this class, the
   * catalog commits the tables of a transaction one after another.
   */
  private static final class AtomicAdapter extends RESTServerCatalogAdapter {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    AtomicAdapter(RESTCatalogServer.CatalogContext context) {
      super(context);
    }

    @Override
    public <T extends RESTResponse> T handleRequest(
        Route route, Map<String, String> variables, Object body, Class<T> responseType) {
      boolean isRead = route.method() == HTTPRequest.HTTPMethod.GET;
      Lock held = isRead ? lock.readLock() : lock.writeLock();
      held.lock();
      try {
        return super.handleRequest(route, variables, body, responseType);
      } finally {
        held.unlock();
      }
    }
  }
}
