namespace ServiceGuru.Sandbox.Faults;

/// <summary>What goes wrong with the deployment repository, its command and the vault.</summary>
internal static class InfrastructureFaults
{
    /// <summary>The faults.</summary>
    public static IReadOnlyList<SandboxFault> All { get; } =
    [
        new("checkout-behind", "infrastructure/deploy", "Somebody merged to the deployment repository after the checkout was pulled last.",
            "The deployment is refused (CheckoutBehind) with the command that pulls; nothing is run."),
        new("checkout-dirty", "infrastructure/deploy", "A template in the checkout has changes that nobody committed.",
            "The deployment is refused (CheckoutDirty) and lists the file; nothing is run."),
        new("deploy-fails", "infrastructure/deploy", "A task of the playbook fails after the first object was applied.",
            "The deployment fails with the task, what it said, the last lines and the log file; the mark stays."),
        new("deploy-hangs", "infrastructure/deploy", "The playbook waits for ever, with children that ignore SIGTERM.",
            "The deployment is ended at its time-out with every process that it started; the mark stays."),
        new("pull-requests-unavailable", "branches/pending", "GitHub answers 502 wherever pull requests are asked for.",
            "What is pending is told from the commits, and that pull requests could not be read."),
        new("vault-locked", "branches/pending", "The Bitwarden vault is locked.",
            "What is pending is told without the secrets, and how to unlock the vault."),
        new("vault-missing-item", "branches/pending", "The vault has no changelog item.",
            "What is pending is told without the secrets, and which item was looked for."),
    ];
}
