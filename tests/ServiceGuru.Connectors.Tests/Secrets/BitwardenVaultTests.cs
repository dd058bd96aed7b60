using ServiceGuru.Connectors.Secrets;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Tests.Secrets;

public sealed class BitwardenVaultTests : IDisposable
{
    private const string Item = """
        {"object":"item","id":"bf22e4b4-ae4a-4d1c-8c98-ac620004b628","type":1,"name":"! Changelog !","notes":"apply #12 first",
         "fields":[{"name":"token","value":"custom-s3cret","type":1},{"name":"token","value":"second","type":1},{"name":"nothing","value":null,"type":0}],
         "login":{"username":"guru","password":"p4ss","totp":null}}
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("guru-bw-").FullName;
    private readonly List<string> registered = [];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("bitwarden:! Changelog !#password", "p4ss")]
    [InlineData("bitwarden:! Changelog !#username", "guru")]
    [InlineData("bitwarden:! Changelog !#notes", "apply #12 first")]
    [InlineData("bitwarden:! Changelog !#token", "custom-s3cret")]
    [InlineData("bitwarden:bf22e4b4-ae4a-4d1c-8c98-ac620004b628#password", "p4ss")]
    public async Task A_field_of_an_item_is_read(string reference, string secret)
    {
        BitwardenVault vault = Vault($"cat <<'END'\n{Item}\nEND");

        (await vault.ReadAsync(SecretReference.Parse(reference), default)).ShouldBe(secret);
    }

    [Fact]
    public async Task The_session_goes_to_the_program_in_its_environment_and_never_asks()
    {
        BitwardenVault vault = Vault($"echo \"$@|$BW_SESSION|$BW_NOINTERACTION\" > '{folder}/seen'\ncat <<'END'\n{Item}\nEND");

        await vault.ReadAsync(SecretReference.Parse("bitwarden:! Changelog !#password"), default);

        (await File.ReadAllTextAsync(Path.Join(folder, "seen"))).Trim().ShouldBe("get item ! Changelog !|session-key|true");
        registered.ShouldBe(["session-key"]);
    }

    [Theory]
    [InlineData("bitwarden:Changelog#password")]
    [InlineData("bitwarden:! Changelog !#none")]
    [InlineData("bitwarden:! Changelog !#nothing")]
    public async Task Another_item_or_field_is_not_taken_for_the_one_asked_for(string reference)
    {
        (await ShouldFail(Vault($"cat <<'END'\n{Item}\nEND"), reference)).Kind.ShouldBe(FailureKind.Usage);
    }

    [Fact]
    public async Task A_closed_vault_is_told_in_the_programs_words_without_the_session()
    {
        Failure failure = await ShouldFail(Vault("echo 'Vault is locked. (session-key)' >&2; echo p4ss; exit 1"), "bitwarden:x#password");

        failure.Kind.ShouldBe(FailureKind.Unreachable);
        failure.Cause.ShouldBe("bw says: Vault is locked. (***)");
        failure.NextAction!.ShouldContain("bw unlock --raw");
    }

    [Fact]
    public async Task What_is_no_item_is_not_quoted()
    {
        Failure failure = await ShouldFail(Vault("echo p4ss"), "bitwarden:x#password");

        (failure.Cause + failure.Message + failure.NextAction).ShouldNotContain("p4ss");
    }

    [Fact]
    public async Task Without_the_program_that_is_what_is_said()
    {
        Failure failure = await ShouldFail(new BitwardenVault(_ => "session-key", registered.Add, TimeProvider.System, "no-such-bw"), "bitwarden:x#password");

        failure.Cause!.ShouldContain("no-such-bw");
    }

    private BitwardenVault Vault(string script)
    {
        string program = Path.Join(folder, "bw");
        StandInProgram.Write(program, script);
        return new BitwardenVault(name => name == "BW_SESSION" ? "session-key" : null, registered.Add, TimeProvider.System, program);
    }

    private static async Task<Failure> ShouldFail(BitwardenVault vault, string reference)
    {
        Failure failure = (await Should.ThrowAsync<GuruException>(() => vault.ReadAsync(SecretReference.Parse(reference), default))).Failure;
        failure.Id.ShouldBe("SecretUnavailable");
        return failure;
    }
}
