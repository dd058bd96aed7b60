using ServiceGuru.Host;

using Interrupts interrupts = new(TimeProvider.System);
return await new GuruApplication(HostParts.OfProcess(interrupts)).RunAsync(args, interrupts.Token);
