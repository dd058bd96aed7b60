using ServiceGuru.Connectors.Bitwarden;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Infrastructure;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Tests.Bitwarden;

public sealed class VaultChangelogTests : IDisposable
{
    private const string Item = """
        {"object":"item","id":"bf22e4b4-ae4a-4d1c-8c98-ac620004b628","type":2,"name":"! Changelog !","notes":"2026-05-18 (Elin): new token",
         "fields":[{"name":"other","value":"custom-s3cret","type":1}],"revisionDate":"2026-05-18T09:30:00.000Z"}
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("guru-bw-").FullName;
    private readonly SecretRedactor redactor = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_note_is_read_and_when_it_was_changed()
    {
        ChangelogNote note = await Vault("unlocked", $"cat <<'END'\n{Item}\nEND").ReadAsync(default);

        note.ShouldBe(new ChangelogNote("2026-05-18 (Elin): new token", new DateTimeOffset(2026, 5, 18, 9, 30, 0, TimeSpan.Zero)));
        (await File.ReadAllLinesAsync(Path.Join(folder, "seen"))).ShouldBe(["status|session-key|true", "get item ! Changelog !|session-key|true"]);
    }

    [Theory]
    [InlineData("locked", "VaultLocked", "bw unlock")]
    [InlineData("unauthenticated", "VaultLocked", "bw login")]
    [InlineData("of another kind", "VaultUnreachable", "bw status")]
    public async Task A_closed_vault_is_told_and_how_to_open_it(string status, string id, string next)
    {
        Failure failure = await FailAsync(Vault(status, "echo never; exit 0"));

        failure.Id.ShouldBe(id);
        failure.Kind.ShouldBe(FailureKind.Unreachable);
        failure.NextAction!.ShouldContain(next);
    }

    [Fact]
    public async Task An_item_that_is_not_there_is_told_by_its_name()
    {
        Failure failure = await FailAsync(Vault("unlocked", "echo 'Not found.' >&2; exit 1"));

        failure.Id.ShouldBe("SecretsChangelogMissing");
        failure.Message.ShouldContain("! Changelog !");
        failure.NextAction!.ShouldContain("bw sync");
    }

    [Fact]
    public async Task Another_item_that_the_search_hit_stays_closed()
    {
        Failure failure = await FailAsync(Vault("unlocked", $"cat <<'END'\n{Item.Replace("! Changelog !", "Old ! Changelog !", StringComparison.Ordinal)}\nEND"));

        failure.Id.ShouldBe("SecretsChangelogMissing");
        string.Join(' ', failure.Message, failure.Cause, failure.NextAction).ShouldNotContain("token");
    }

    [Fact]
    public async Task What_the_program_says_is_told_without_the_session_and_what_is_no_item_is_not_quoted()
    {
        (await FailAsync(Vault("unlocked", "echo 'Bad session-key.' >&2; exit 1"))).Cause.ShouldBe("bw says: Bad ***.");
        Failure failure = await FailAsync(Vault("unlocked", "echo p4ss"));
        (failure.Cause + failure.Message).ShouldNotContain("p4ss");
    }

    [Fact]
    public async Task Without_the_program_that_is_what_is_said()
    {
        VaultChangelog vault = new(new SecretsChangelogDefinition { Item = "! Changelog !" }, "no-such-bw", _ => null, redactor, TimeProvider.System);

        (await FailAsync(vault)).Message.ShouldContain("no-such-bw");
    }

    private VaultChangelog Vault(string status, string get)
    {
        string program = Path.Join(folder, "bw");
        StandInProgram.Write(program, $"echo \"$@|$BW_SESSION|$BW_NOINTERACTION\" >>'{folder}/seen'\nif [ \"$1\" = status ]; then\necho '{{\"serverUrl\":null,\"status\":\"{status}\"}}'\nelse\n{get}\nfi");
        return new VaultChangelog(new SecretsChangelogDefinition { Item = "! Changelog !" }, program, name => name == "BW_SESSION" ? "session-key" : null, redactor, TimeProvider.System);
    }

    private static async Task<Failure> FailAsync(VaultChangelog vault) => (await Should.ThrowAsync<GuruException>(() => vault.ReadAsync(default))).Failure;
}
