using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Documents;
using ServiceGuru.Services;

namespace ServiceGuru.Sessions;

public sealed class DocumentCheckerTests : IDisposable
{
    private static readonly ServiceDefinition Service = new ServiceDefinitionReader(new YamlDocumentParser()).Read("""
        name: test
        channels: [ { name: matrix, kind: matrix, url: "https://m.example.org", room: "!a:example.org", token: "env:T" } ]
        topics: { redeploying: We redeploy }
        """, null);

    private readonly string _folder = Directory.CreateTempSubdirectory("guru-check-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_runbook_is_checked_and_every_mistake_has_its_place()
    {
        (await CheckAsync("name: good\nsteps: [ { id: a, uses: notice/topic } ]\n")).ShouldBeEmpty();
        (await CheckAsync("name: Wrong\nsteps:\n  - { id: a, uses: notice/tpoic }\n")).ShouldBe(["1:7 InvalidName", "3:20 UnknownOperation"]);
        (await CheckAsync("name: [\n")).Single().ShouldEndWith("YamlSyntax");
    }

    [Fact]
    public async Task With_a_service_the_inputs_must_be_names_that_it_has()
    {
        const string Book = """
            name: topics
            parameters: { channel: { default: matrxi } }
            steps:
              - { id: a, uses: notice/topic, with: { channels: [ matrix ], message: redeploying } }
              - id: b
                uses: notice/topic
                with:
                  channels: [ matrix, slakc ]
              - { id: c, uses: notice/topic, with: { channels: [ "${{ parameters.channel }}" ] } }
            """;

        (await CheckAsync(Book)).ShouldBeEmpty();
        IReadOnlyList<string> mistakes = await CheckAsync(Book, Service);
        mistakes.Count.ShouldBe(2);
        mistakes[0].ShouldStartWith("8:");
        mistakes[1].ShouldStartWith("9:");
    }

    [Fact]
    public async Task All_mistakes_of_gates_come_at_once_each_at_its_place()
    {
        const string Book = """
            name: gates
            steps:
              - id: go
                uses: gate/approval
                with:
                  question: Go?
                  need: 0
                  remind: 1s
                  inputs:
                    count: { type: integer, minimum: 5, maximum: 1 }
              - { id: on, uses: gate/approval, with: { question: "${{ steps.go.output.values.count }}?", deadline: 0s } }
            """;
        const string Names = """
            name: gates
            steps:
              - id: go
                uses: gate/approval
                with:
                  question: Go?
                  need: 2
                  approvers: [ on-call, nobody ]
                  notify:
                    - matrxi
              - { id: on, uses: gate/approval, with: { question: On?, selfApproval: false } }
            """;

        (await CheckAsync(Book)).ShouldBe(["7:13 InvalidGate", "8:15 InvalidGate", "10:16 InvalidGate", "11:104 InvalidGate"]);
        (await CheckAsync(Names)).ShouldBeEmpty();
        (await CheckAsync(Names, Service)).ShouldBe(["8:20 InvalidGate", "8:29 InvalidGate", "10:11 InvalidGate", "11:73 InvalidGate"]);
    }

    [Fact]
    public async Task A_snippet_is_known_by_its_form()
    {
        (await CheckAsync("uses: notice/topic\nwith: { message: redeploying }\n", Service)).ShouldBeEmpty();
        (await CheckAsync("uses: notice/topic\nwith: { mesage: redeploying }\n")).ShouldBe(["2:9 UnknownKey"]);
        (await CheckAsync("uses: notice/topic\nwith: { channels: [ slakc ] }\n", Service)).Single().ShouldStartWith("2:");
    }

    [Fact]
    public async Task A_file_that_can_not_be_read_is_a_mistake_and_no_crash()
    {
        IReadOnlyList<DocumentMistake> mistakes = await new DocumentChecker(new YamlDocumentParser(), StandardOperations.Create()).CheckAsync(Path.Combine(_folder, "nowhere.yaml"), null, CancellationToken.None);

        mistakes.Single().Id.ShouldBe("FileUnreadable");
    }

    private async Task<IReadOnlyList<string>> CheckAsync(string text, ServiceDefinition? service = null)
    {
        string path = Path.Combine(_folder, "file.yaml");
        await File.WriteAllTextAsync(path, text);
        IReadOnlyList<DocumentMistake> mistakes = await new DocumentChecker(new YamlDocumentParser(), StandardOperations.Create()).CheckAsync(path, service, CancellationToken.None);
        mistakes.ShouldAllBe(mistake => mistake.File == path && mistake.Message.Length > 0);
        return [.. mistakes.Select(mistake => $"{mistake.Line}:{mistake.Column} {mistake.Id}")];
    }
}
