import java.nio.file.Path;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** Serves Neo4j from a home folder and a configuration file until the process is told to end. */
public final class Launcher {
    public static void main(String[] arguments) throws InterruptedException {
        DatabaseManagementService service =
                new DatabaseManagementServiceBuilder(Path.of(arguments[0])).loadPropertiesFromFile(Path.of(arguments[1])).build();
        Runtime.getRuntime().addShutdownHook(new Thread(service::shutdown));
        System.out.println("READY");
        Thread.currentThread().join();
    }
}
