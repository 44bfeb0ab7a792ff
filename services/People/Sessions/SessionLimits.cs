using Participatory.Access.V1;

namespace Participatory.People.Sessions;

/// <summary>How long a session lasts, as the settings <c>Sessions:IdleHours</c> and <c>Sessions:LongestHours:…</c> say.</summary>
/// <param name="Idle">Without being used; the privacy notice says that it is 12 hours at most.</param>
/// <param name="Longest">However much it is used; of residents and groups. The notice says that it is 7 days at most.</param>
/// <param name="LongestOfOfficers">The same of officers.</param>
/// <param name="LongestOfMoney">The same of whoever moves money or gives roles: each working day they show anew who they are.</param>
internal sealed record SessionLimits(TimeSpan Idle, TimeSpan Longest, TimeSpan LongestOfOfficers, TimeSpan LongestOfMoney)
{
    /// <summary>Idle for a working day and no longer, as on a library's computer; a week at most.</summary>
    public static readonly SessionLimits Normal =
        new(TimeSpan.FromHours(12), TimeSpan.FromDays(7), TimeSpan.FromHours(12), TimeSpan.FromHours(8));

    /// <exception cref="InvalidOperationException">A setting is no number of hours that can be.</exception>
    public static SessionLimits Read(IConfiguration configuration)
    {
        return new(
            Hours("IdleHours", Normal.Idle, most: 12), Hours("LongestHours:Person", Normal.Longest, most: 7 * 24),
            Hours("LongestHours:Officer", Normal.LongestOfOfficers, most: 24),
            Hours("LongestHours:Finance", Normal.LongestOfMoney, most: 24));

        TimeSpan Hours(string name, TimeSpan normal, int most) => configuration[$"Sessions:{name}"] is not { Length: > 0 } text ? normal
            : int.TryParse(text, out var hours) && hours >= 1 && hours <= most ? TimeSpan.FromHours(hours)
            : throw new InvalidOperationException($"Sessions:{name} has to be a number of hours between 1 and {most}.");
    }

    /// <summary>However much it is used.</summary>
    public TimeSpan LongestFor(IReadOnlySet<Role> roles) =>
        roles.Contains(Role.Finance) || roles.Contains(Role.Administrator) ? LongestOfMoney
        : roles.Contains(Role.Officer) ? LongestOfOfficers
        : Longest;
}
