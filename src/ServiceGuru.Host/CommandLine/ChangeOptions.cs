using System.CommandLine;

namespace ServiceGuru.Host.CommandLine;

/// <summary>The options of every verb that changes something.</summary>
internal sealed class ChangeOptions
{
    public Option<bool> WhatIf { get; } = new("--what-if") { Description = "Shows what would be changed, and changes nothing." };

    public Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Answers the questions with yes, in your name. Destructive changes are not meant." };

    public Option<bool> AllowDestructive { get; } = new("--allow-destructive") { Description = "Agrees to changes that destroy something, e.g. commits lost by a forced move." };

    public Option<string?> DuringFreeze { get; } = new("--during-freeze") { Description = "Goes now although a freeze or a closed window forbids it. Says why; the record keeps it with your name.", HelpName = "WHY" };

    public void AddTo(Command command)
    {
        command.Options.Add(DuringFreeze);
        command.Options.Add(WhatIf);
        command.Options.Add(Yes);
        command.Options.Add(AllowDestructive);
    }
}
