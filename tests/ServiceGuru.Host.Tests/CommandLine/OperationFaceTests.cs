using System.CommandLine;
using ServiceGuru.Host.CommandLine;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.Tests.CommandLine;

public sealed class OperationFaceTests
{
    public static TheoryData<string> Operations => [.. StandardOperations.Create().All.Select(operation => operation.Id)];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_operation_can_be_called_by_itself(string operation)
    {
        OperationFace face = OperationFace.All[operation];

        using TestHost host = new();
        Command command = CommandTree.Create(host.Parts, new GlobalOptions());
        foreach (string word in face.Verb!.Split(' '))
        {
            command = command.Subcommands.FirstOrDefault(one => one.Name == word).ShouldNotBeNull($"guru {face.Verb}");
        }
    }

    [Fact]
    public void No_face_is_of_an_operation_that_does_not_exist() =>
        OperationFace.All.Keys.ShouldBeSubsetOf(StandardOperations.Create().All.Select(operation => operation.Id));
}
