using ServiceGuru.Operations;

namespace ServiceGuru.Connectors.Postgres;

public sealed class PostgresAddressTests
{
    [Theory]
    [InlineData("postgres://guru@db.example.org/serviceguru", "postgres://guru@db.example.org/serviceguru", "serviceguru")]
    [InlineData("postgresql://guru@db.example.org:5433/main?schema=releases", "postgres://guru@db.example.org:5433/main", "releases")]
    [InlineData("postgres://gu%40ru@db/main?sslmode=verify-full&connect_timeout=3", "postgres://gu@ru@db/main", "serviceguru")]
    [InlineData("Host=db;Port=5433;Database=main;Username=guru;Schema=releases", "postgres://guru@db:5433/main", "releases")]
    [InlineData("host=db;database=main;user id=guru;SSL Mode=Require", "postgres://guru@db/main", "serviceguru")]
    public void An_address_is_a_uri_or_key_words(string text, string display, string schema)
    {
        PostgresAddress address = PostgresAddress.Parse(text);

        address.Display.ShouldBe(display);
        address.Schema.ShouldBe(schema);
        address.Password.ShouldBeNull();
    }

    [Theory]
    [InlineData("postgres://guru@db/main?passwordFile=/run/secrets/db", "file:/run/secrets/db")]
    [InlineData("postgres://guru@db/main?password=env:DB_PASSWORD", "env:DB_PASSWORD")]
    [InlineData("Host=db;Database=main;Username=guru;Password=file:/run/secrets/db", "file:/run/secrets/db")]
    public void A_password_is_named_by_where_it_is(string text, string reference)
    {
        PostgresAddress address = PostgresAddress.Parse(text);

        address.Password!.ToString().ShouldBe(reference);
        address.Connection.ShouldNotContain("assword");
    }

    [Theory]
    [InlineData("postgres://guru:hunter2@db/main")]
    [InlineData("postgres://guru@db/main?password=hunter2")]
    [InlineData("Host=db;Database=main;Username=guru;Password=hunter2")]
    [InlineData("Host=db;Database=main;Username=guru;PWD=hunter2")]
    [InlineData("Host=db;Database=main;Username=guru;PSW=hunter2")]
    [InlineData("postgres://guru:hunter2@db:port/main")]
    [InlineData("Host=db;Database;Password=hunter2")]
    public void A_password_within_it_is_refused_and_not_repeated(string text)
    {
        Failure failure = Should.Throw<GuruException>(() => PostgresAddress.Parse(text)).Failure;

        failure.Id.ShouldBe("InvalidLedger");
        failure.Kind.ShouldBe(FailureKind.Usage);
        $"{failure} {failure.NextAction} {failure.Target}".ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("mysql://guru@db/main", "no URI")]
    [InlineData("nonsense", "key words")]
    [InlineData("postgres://db/main", "user")]
    [InlineData("postgres://guru@db", "database")]
    [InlineData("Database=main;Username=guru", "host")]
    [InlineData("postgres://guru@db/main?schema=Not%20A%20Name", "schema")]
    [InlineData("postgres://guru@db/main?schema=x;drop", "schema")]
    [InlineData("postgres://guru@db/main?sslmode=maybe", "sslmode")]
    [InlineData("postgres://guru@db/main?unheard=of", "unheard")]
    [InlineData("Host=db;Database=main;Username=guru;Pooling=true", "Pooling")]
    [InlineData("postgres://guru@db/main?No%20Reset%20On%20Close=true", "No Reset On Close")]
    public void What_can_not_be_used_is_told(string text, string what)
    {
        Failure failure = Should.Throw<GuruException>(() => PostgresAddress.Parse(text)).Failure;

        failure.Id.ShouldBe("InvalidLedger");
        failure.Cause.ShouldNotBeNull().ShouldContain(what);
    }
}
