using System.Text;

namespace ServiceGuru.Host.Tests.CommandLine;

/// <summary>Nobody can be told any more: the disk of the log is full, or the terminal is gone.</summary>
public sealed class DeadOutputTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("runs", "--output", "json")]
    [InlineData("--help")]
    public async Task An_answer_that_has_no_place_is_told_on_the_other_output(params string[] args)
    {
        using FullWriter full = new();

        (await _host.RunAsync(_host.Parts with { Out = full }, CancellationToken.None, args)).ShouldBe(3);

        _host.Error.ShouldContain("OutputUnwritable");
        _host.Error.ShouldContain("No space left on device");
    }

    [Theory]
    [InlineData("runs", "--output", "json")]
    [InlineData("show", "nothing")]
    [InlineData("check", "nowhere.yaml")]
    public async Task Where_both_outputs_are_gone_the_exit_code_still_comes(params string[] args)
    {
        using FullWriter full = new();

        (await _host.RunAsync(_host.Parts with { Out = full, Error = full }, CancellationToken.None, args)).ShouldBeInRange(1, 3);
    }

    private sealed class FullWriter : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new IOException("No space left on device");
    }
}
