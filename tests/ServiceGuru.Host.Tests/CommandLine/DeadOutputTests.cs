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

    [Fact]
    public async Task A_run_that_nobody_can_see_goes_on_to_its_end_and_its_gate_waits()
    {
        using FullWriter full = new();
        _host.Write("book.yaml", "name: book\nsteps: [ { id: go, uses: gate/approval, with: { question: Safe?, deadline: 100ms } } ]\n");

        (await _host.RunAsync(_host.Parts with { Out = full, Error = full }, CancellationToken.None, "run", "book.yaml", "--service", "packit")).ShouldBeInRange(1, 3);

        (await _host.RunAsync("runs", "--output", "json")).ShouldBe(0);
        _host.Out.ShouldContain("\"status\": \"failed\"");
        _host.Out.ShouldContain("book");
    }

    private sealed class FullWriter : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new IOException("No space left on device");
    }
}
