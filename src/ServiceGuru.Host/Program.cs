using ServiceGuru.Host;

using Interrupts interrupts = new();
return await new GuruApplication(HostParts.OfProcess(interrupts)).RunAsync(args, interrupts.Token);
