package pipeline.testing.process;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequestManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A debugger that suspends all threads of the unchanged jar at a line of its code. */
public final class Debugger implements AutoCloseable {
  private static final String TIMEOUT_MILLIS = "60000";

  private final ListeningConnector connector;
  private final Map<String, Connector.Argument> arguments;
  private final String address;

  private Debugger(
      ListeningConnector connector, Map<String, Connector.Argument> arguments, String address) {
    this.connector = connector;
    this.arguments = arguments;
    this.address = address;
  }

  /** Listens on loopback for one process after the other. */
  public static Debugger listen() {
    ListeningConnector connector =
        Bootstrap.virtualMachineManager().listeningConnectors().stream()
            .filter(one -> one.name().equals("com.sun.jdi.SocketListen"))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    set(arguments, "localAddress", "127.0.0.1");
    set(arguments, "port", "0");
    set(arguments, "timeout", TIMEOUT_MILLIS);
    try {
      String listening = connector.startListening(arguments);
      String port = listening.substring(listening.lastIndexOf(':') + 1);
      // The connector identifies its sockets by these arguments.
      set(arguments, "port", port);
      return new Debugger(connector, arguments, "127.0.0.1:" + port);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (IllegalConnectorArgumentsException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void set(Map<String, Connector.Argument> arguments, String name, String value) {
    Connector.Argument argument = arguments.get(name);
    if (argument == null) {
      throw new IllegalStateException("this JDK's connector knows no " + name);
    }
    argument.setValue(value);
  }

  /** Returns the option of a JVM that connects to this debugger. */
  public String option() {
    return "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=" + address;
  }

  /**
   * Runs the process that connects next until it has executed the given number of lines of these
   * methods.
   *
   * @param methods method names by class
   * @return the executed lines; the process is suspended at the last one, unless it ended before
   */
  public List<String> runToLine(Map<String, Set<String>> methods, int lines) {
    List<String> visited = new ArrayList<>();
    try {
      VirtualMachine machine = connector.accept(arguments);
      for (String name : methods.keySet()) {
        ClassPrepareRequest loaded = machine.eventRequestManager().createClassPrepareRequest();
        loaded.addClassFilter(name);
        loaded.enable();
      }
      while (visited.size() < lines) {
        EventSet events = machine.eventQueue().remove();
        for (Event event : events) {
          if (event instanceof ClassPrepareEvent loaded) {
            stopIn(machine, loaded.referenceType(), methods);
          } else if (event instanceof BreakpointEvent at) {
            visited.add(name(at.location()));
          }
        }
        if (visited.size() < lines) {
          events.resume();
        }
      }
    } catch (VMDisconnectedException ended) {
      // The number of lines shows the caller that the process ended.
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (IllegalConnectorArgumentsException impossible) {
      throw new IllegalStateException(impossible);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
    return visited;
  }

  private static void stopIn(
      VirtualMachine machine, ReferenceType type, Map<String, Set<String>> methods) {
    EventRequestManager requests = machine.eventRequestManager();
    try {
      for (Method method : type.methods()) {
        if (methods.getOrDefault(type.name(), Set.of()).contains(method.name())) {
          for (Location line : method.allLineLocations()) {
            requests.createBreakpointRequest(line).enable();
          }
        }
      }
    } catch (AbsentInformationException stripped) {
      throw new IllegalStateException("the jar was compiled without its lines", stripped);
    }
  }

  private static String name(Location at) {
    String type = at.declaringType().name();
    return type.substring(type.lastIndexOf('.') + 1)
        + "."
        + at.method().name()
        + ":"
        + at.lineNumber();
  }

  @Override
  public void close() {
    try {
      connector.stopListening(arguments);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (IllegalConnectorArgumentsException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
