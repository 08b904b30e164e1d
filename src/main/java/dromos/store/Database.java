package dromos.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dromos.cases.Case;
import dromos.cases.Consultation;
import dromos.cases.Deadline;
import dromos.cases.Entry;
import dromos.cases.LinkedPool;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.vendor.HibernateJpaDialect;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One PostgreSQL: its connections, its schema, and transactions that JPA and JDBC share. Thread-safe; the entity
 * manager and the JDBC client work within the transaction of the calling thread.
 */
public final class Database implements AutoCloseable {
    private final HikariDataSource dataSource;
    private final EntityManagerFactory entityManagerFactory;
    private final EntityManager entityManager;
    private final JpaTransactionManager transactionManager;
    private final TransactionTemplate required;
    private final TransactionTemplate separate;
    private final JdbcClient jdbc;

    private Database(HikariDataSource dataSource) {
        this.dataSource = dataSource;
        this.entityManagerFactory = new HibernatePersistenceConfiguration("dromos")
                .managedClasses(Case.class, LinkedPool.class, Entry.class, Consultation.class, Deadline.class)
                .properties(Map.of(
                        "hibernate.connection.datasource",
                        dataSource,
                        "hibernate.jdbc.batch_size",
                        50,
                        "hibernate.order_inserts",
                        true,
                        "hibernate.timezone.default_storage",
                        "NORMALIZE_UTC",
                        "hibernate.jdbc.time_zone",
                        "UTC",
                        "hibernate.hbm2ddl.auto",
                        "validate",
                        "hibernate.physical_naming_strategy",
                        PhysicalNamingStrategySnakeCaseImpl.class.getName(),
                        "hibernate.query.fail_on_pagination_over_collection_fetch",
                        true))
                .createEntityManagerFactory();
        this.entityManager = SharedEntityManagerCreator.createSharedEntityManager(entityManagerFactory);
        this.transactionManager = new JpaTransactionManager(entityManagerFactory);
        transactionManager.setDataSource(dataSource);
        transactionManager.setJpaDialect(new HibernateJpaDialect());
        transactionManager.afterPropertiesSet();
        this.required = new TransactionTemplate(transactionManager);
        this.separate = new TransactionTemplate(transactionManager);
        separate.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * Connects, and brings the schema up to date.
     *
     * @param url {@code jdbc:postgresql://host:port/name}, without a password in it
     * @param connections at most open at once
     */
    public static Database open(String url, String user, String password, int connections) {
        var config = new HikariConfig();
        config.setPoolName("dromos");
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(10_000);
        config.addDataSourceProperty("ApplicationName", "dromos");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("socketTimeout", "60");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        var dataSource = new HikariDataSource(config);
        try {
            migrate(dataSource);
            return new Database(dataSource);
        } catch (RuntimeException failure) {
            dataSource.close();
            throw failure;
        }
    }

    /** Brings a schema up to date; safe to run from several nodes at once. */
    public static void migrate(DataSource dataSource) {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:dromos/store/migration")
                .loggers("slf4j")
                .load()
                .migrate();
    }

    /** Runs the work in the transaction of this thread, or in a new one where there is none. */
    public <T> T inTransaction(Supplier<T> work) {
        return required.execute(status -> work.get());
    }

    /** Runs the work in the transaction of this thread, or in a new one where there is none. */
    public void runInTransaction(Runnable work) {
        required.executeWithoutResult(status -> work.run());
    }

    /** Runs the work in a transaction of its own, whatever becomes of the one around it. */
    public void inSeparateTransaction(Runnable work) {
        separate.executeWithoutResult(status -> work.run());
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public EntityManagerFactory entityManagerFactory() {
        return entityManagerFactory;
    }

    public EntityManager entityManager() {
        return entityManager;
    }

    public JpaTransactionManager transactionManager() {
        return transactionManager;
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    @Override
    public void close() {
        entityManagerFactory.close();
        dataSource.close();
    }
}
