using ServiceGuru.Connectors.Secrets;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Tests.Secrets;

public sealed class SecretResolverTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("guru-secrets-").FullName;
    private readonly Dictionary<string, string?> variables = [];
    private readonly List<string> registered = [];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_variable_is_read_once_and_registered_before_it_is_given_out()
    {
        variables["TOKEN"] = "s3cret";
        SecretResolver resolver = Resolver();

        (await resolver.ResolveAsync(SecretReference.Parse("env:TOKEN"), default)).ShouldBe("s3cret");
        variables["TOKEN"] = "changed";
        (await resolver.ResolveAsync(SecretReference.Parse("env:TOKEN"), default)).ShouldBe("s3cret");

        registered.ShouldBe(["s3cret"]);
    }

    [Fact]
    public async Task A_secret_that_was_missing_is_looked_for_again()
    {
        SecretResolver resolver = Resolver();
        await ShouldFail(resolver, "env:TOKEN", FailureKind.Usage);

        variables["TOKEN"] = "s3cret";

        (await resolver.ResolveAsync(SecretReference.Parse("env:TOKEN"), default)).ShouldBe("s3cret");
    }

    [Theory]
    [InlineData("s3cret\n", "s3cret")]
    [InlineData("s3cret\r\n", "s3cret")]
    [InlineData(" two\nlines \n\n", " two\nlines ")]
    public async Task A_file_counts_from_the_definitions_folder_and_loses_its_last_line_break(string content, string secret)
    {
        Directory.CreateDirectory(Path.Join(folder, "keys"));
        await File.WriteAllTextAsync(Path.Join(folder, "keys", "token"), content);
        SecretResolver resolver = Resolver();

        (await resolver.ResolveAsync(SecretReference.Parse("file:keys/token"), default)).ShouldBe(secret);
        (await resolver.ResolveAsync(SecretReference.Parse($"file:{folder}/keys/token"), default)).ShouldBe(secret);
    }

    [Fact]
    public async Task A_token_file_that_is_renewed_counts_at_the_next_use_and_an_empty_moment_does_not()
    {
        string file = Path.Join(folder, "token");
        SecretReference reference = SecretReference.Parse($"file:{file}");
        SecretResolver resolver = Resolver();
        await File.WriteAllTextAsync(file, "first-token");
        (await resolver.ResolveAsync(reference, default)).ShouldBe("first-token");

        await File.WriteAllTextAsync(file, string.Empty);
        (await resolver.ResolveAsync(reference, default)).ShouldBe("first-token");

        await File.WriteAllTextAsync(file, "other-token");
        (await resolver.ResolveAsync(reference, default)).ShouldBe("other-token");
        (await resolver.ResolveAsync(reference, default)).ShouldBe("other-token");
        registered.ShouldBe(["first-token", "other-token"]);
    }

    [Fact]
    public async Task A_file_may_be_named_by_a_variable_as_platforms_name_the_tokens_of_workloads()
    {
        await File.WriteAllTextAsync(Path.Join(folder, "token"), "projected");
        SecretResolver resolver = Resolver();
        await ShouldFail(resolver, "file:$AZURE_FEDERATED_TOKEN_FILE", FailureKind.Usage);

        variables["AZURE_FEDERATED_TOKEN_FILE"] = Path.Join(folder, "token");
        variables["CREDENTIALS_DIRECTORY"] = folder;

        (await resolver.ResolveAsync(SecretReference.Parse("file:$AZURE_FEDERATED_TOKEN_FILE"), default)).ShouldBe("projected");
        (await resolver.ResolveAsync(SecretReference.Parse("file:${CREDENTIALS_DIRECTORY}/token"), default)).ShouldBe("projected");
    }

    [Fact]
    public async Task What_the_user_handed_over_goes_before_the_reference_until_it_is_taken_back()
    {
        variables["TOKEN"] = "of the variable";
        Dictionary<string, string> given = new() { ["env:TOKEN"] = "of the user" };
        SecretResolver resolver = new(folder, name => variables.GetValueOrDefault(name), registered.Add, TimeProvider.System, given: reference => given.GetValueOrDefault(reference.ToString()));
        (await resolver.ResolveAsync(SecretReference.Parse("env:TOKEN"), default)).ShouldBe("of the user");

        given.Clear();

        (await resolver.ResolveAsync(SecretReference.Parse("env:TOKEN"), default)).ShouldBe("of the variable");
        registered.ShouldBe(["of the user", "of the variable"]);
    }

    [Theory]
    [InlineData("env:NONE", FailureKind.Usage)]
    [InlineData("env:EMPTY", FailureKind.Usage)]
    [InlineData("file:none", FailureKind.Unreachable)]
    [InlineData("file:large", FailureKind.Unreachable)]
    [InlineData("secret:Vault/Token", FailureKind.Usage)]
    [InlineData("bitwarden:Item#password", FailureKind.Usage)]
    [InlineData("bitwarden:Item", FailureKind.Usage)]
    [InlineData("bitwarden:--session#password", FailureKind.Usage)]
    public async Task What_can_not_be_had_is_told_by_its_reference(string reference, FailureKind kind)
    {
        variables["EMPTY"] = string.Empty;
        await File.WriteAllTextAsync(Path.Join(folder, "large"), new string('x', 70_000));
        SecretResolver resolver = Resolver();

        Failure failure = await ShouldFail(resolver, reference, kind);

        failure.Target.ShouldBe(reference);
        failure.Cause.ShouldNotBeNullOrEmpty();
        failure.NextAction.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_vault_is_asked_where_there_is_one()
    {
        var resolver = new SecretResolver(folder, _ => null, registered.Add, TimeProvider.System, (reference, _) => ValueTask.FromResult(reference.Path == "Vault/Token" ? "s3cret" : null));

        (await resolver.ResolveAsync(SecretReference.Parse("secret:Vault/Token"), default)).ShouldBe("s3cret");
        await ShouldFail(resolver, "secret:Vault/Other", FailureKind.Usage);
    }

    [Fact]
    public async Task Many_callers_get_a_secret_that_is_read_once()
    {
        int reads = 0;
        var resolver = new SecretResolver(folder, _ => $"s3cret-{Interlocked.Increment(ref reads)}", _ => { }, TimeProvider.System);

        string[] secrets = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => resolver.ResolveAsync(SecretReference.Parse("env:TOKEN"), default).AsTask()));

        secrets.ShouldAllBe(secret => secret == "s3cret-1");
    }

    private SecretResolver Resolver() => new(folder, name => variables.GetValueOrDefault(name), registered.Add, TimeProvider.System);

    private static async Task<Failure> ShouldFail(SecretResolver resolver, string reference, FailureKind kind)
    {
        Failure failure = (await Should.ThrowAsync<GuruException>(async () => await resolver.ResolveAsync(SecretReference.Parse(reference), default))).Failure;
        failure.Id.ShouldBe("SecretUnavailable");
        failure.Kind.ShouldBe(kind);
        return failure;
    }
}
