using System.CommandLine;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru worker parked</c>.</summary>
internal sealed class ParkedCommand : Command
{
    public ParkedCommand(VerbRunner runner)
        : base("parked", "The work that no worker could do.")
    {
        Subcommands.Add(new ParkedListCommand(runner));
        Subcommands.Add(new ParkedOneCommand("show", "Shows parked work with its reason and its message.", runner, (parked, id, _, token) => ParkedOneCommand.FindAsync(parked, id, token)));
        Subcommands.Add(new ParkedOneCommand(
            "retry", "Puts parked work back into its queue; it is done whether or not its run waits for it.", runner, (parked, id, ledger, token) => parked.RetryAsync(id, ledger, token)));
        Subcommands.Add(new ParkedOneCommand("drop", "Drops parked work.", runner, (parked, id, _, token) => parked.DropAsync(id, token)));
    }
}
