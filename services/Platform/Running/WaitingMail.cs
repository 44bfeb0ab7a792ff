namespace Participatory.Platform.Running;

/// <summary>E-mails that were tried in vain and are tried again.</summary>
/// <param name="Waiting">How many.</param>
/// <param name="Oldest">How long the first of them has waited; zero where none waits, or where another got through since.</param>
public sealed record WaitingMail(long Waiting, TimeSpan Oldest)
{
    /// <summary>Nothing waits.</summary>
    public static readonly WaitingMail None = new(0, TimeSpan.Zero);
}

/// <summary>Looks at what waits to be sent to people; the service that tells them has it, and no other.</summary>
public delegate Task<WaitingMail> LookAtMail(CancellationToken cancellation);
