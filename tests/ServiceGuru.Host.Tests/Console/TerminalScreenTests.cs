using System.Text.RegularExpressions;
using ServiceGuru.Host.Console;
using Spectre.Console;

namespace ServiceGuru.Host.Tests.Console;

public sealed partial class TerminalScreenTests
{
    private const string Started = "2026-11-21 17:31:32Z";

    private static readonly string Hash = new('a', 64);

    [Theory]
    [InlineData(160, "Service")]
    [InlineData(80, "Failed at")]
    [InlineData(60, "Runbook")]
    public void A_table_fits_into_the_terminal_with_every_id_whole(int width, string shown)
    {
        string[] lines = Show(Runs(), width);

        lines.ShouldContain(line => line.Contains("20261121-173132-9qf8w7", StringComparison.Ordinal) && line.Contains("succeeded", StringComparison.Ordinal));
        lines.ShouldAllBe(line => line.Length <= width || line.StartsWith("The terminal has no room", StringComparison.Ordinal));
        lines.ShouldContain(line => line.Contains(shown, StringComparison.Ordinal) && line.StartsWith('│'));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(12)]
    [InlineData(4)]
    public void Where_not_even_the_ids_have_room_each_text_stands_in_a_line_of_its_own(int width)
    {
        string[] lines = Show(Runs(), width);

        lines.ShouldContain("Run: 20261121-173132-9qf8w7");
        lines.ShouldContain("Status: succeeded");
        lines.ShouldContain($"Started: {Started}");
        lines.ShouldNotContain("Failed at: ");
    }

    [Fact]
    public void What_was_left_out_is_said()
    {
        Show(Runs(), 80).ShouldContain("The terminal has no room for: Service, Started, By.");
        Show(Runs(), 160).ShouldNotContain(line => line.Contains("no room", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(80)]
    public void A_hash_is_never_broken(int width)
    {
        Listing listing = new Listing("Run", "Chain", "Last hash").Keeps("Run", "Last hash").Add("20261121-173132-9qf8w7", "holds", Hash);

        Show(listing, width).ShouldContain(line => line.Contains(Hash, StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_text_gives_its_room_to_the_others()
    {
        Listing listing = new Listing("Step", "Result").Add("announce", string.Join(' ', Enumerable.Repeat("word", 200)));

        string[] lines = Show(listing, 40);

        lines.ShouldAllBe(line => line.Length == 40);
        lines.ShouldContain(line => line.Contains("announce", StringComparison.Ordinal));
    }

    private static Listing Runs() => new Listing("Run", "Runbook", "Service", "Status", "Started", "Time", "By", "Failed at")
        .Keeps("Run", "Status", "Started", "Time").Spares("By", "Service", "Started", "Time", "Failed at")
        .Add("20261121-173132-9qf8w7", "weekly-stable", "packit", "succeeded", Started, "12m05s", "ada@build-machine-7.example.org", string.Empty);

    private static string[] Show(Listing listing, int width)
    {
        StringWriter writer = new() { NewLine = "\n" };
        IAnsiConsole console = TestTerminal.Create(writer);
        console.Profile.Width = width;
        new TerminalScreen(console).Table(listing);
        return [.. Escapes().Replace(writer.ToString(), string.Empty).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd())];
    }

    [GeneratedRegex("\u001b\\[[0-9;?]*[a-zA-Z]")]
    private static partial Regex Escapes();
}
