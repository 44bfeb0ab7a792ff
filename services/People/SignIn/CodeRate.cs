namespace Participatory.People.SignIn;

/// <summary>
/// How soon an address may have its next code. Whoever asks for many waits longer and longer, and alone: what others ask for in
/// somebody's name does not keep its owner out, and a code that is on its way goes on being good in the browser that asked for it.
/// </summary>
internal static class CodeRate
{
    /// <summary>Of an address from everywhere together: more would fill a mailbox, and each is a chance to guess.</summary>
    public const int MostPerHour = 20;

    /// <summary>After so many within an hour somebody may be guessing, and a code bears fewer tries.</summary>
    public const int ManyPerHour = 5;

    /// <summary>How long after the last one, by how many the same source has had within an hour.</summary>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15),
    ];

    /// <param name="hour">The codes that the address has had within the last hour.</param>
    /// <param name="source">Who asks now.</param>
    /// <param name="now">When.</param>
    /// <returns>Zero or less where it may have one now.</returns>
    public static TimeSpan Wait(IReadOnlyList<RecentCode> hour, string source, DateTimeOffset now)
    {
        if (hour.Count >= MostPerHour)
        {
            return hour.Min(code => code.CreatedAt) + TimeSpan.FromHours(1) - now;
        }

        var own = hour.Where(code => code.Source == source).ToList();
        return own.Count == 0 ? TimeSpan.Zero
            : own.Max(code => code.CreatedAt) + Pauses[Math.Min(own.Count, Pauses.Length - 1)] - now;
    }

    /// <summary>How many tries a code has that is made after those of the last hour.</summary>
    public static int Tries(IReadOnlyList<RecentCode> hour) => hour.Count < ManyPerHour ? SignInCode.MaxTries : SignInCode.TriesOfMany;
}

/// <summary>A code that was sent, to whichever address is asked about.</summary>
internal sealed record RecentCode
{
    public string Source { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
}
