using Participatory.Platform.Calls;

namespace Participatory.People.Profile;

/// <summary>The number of what an administrator changes after they have looked at what it was. Pure.</summary>
internal static class NextVersion
{
    /// <param name="last">Of the last version; 0 where there is none.</param>
    /// <param name="changedAs">Who made it.</param>
    /// <param name="looked">The version that was looked at.</param>
    /// <param name="same">Nothing would be different.</param>
    /// <exception cref="Refusal">Somebody changed it meanwhile, or nothing is changed.</exception>
    public static int After(int last, string? changedAs, int looked, bool same) =>
        looked != last ? throw new Refusal(PeopleReasons.SettingsChanged, [("who", changedAs ?? "")])
        : same ? throw new Refusal(PeopleReasons.SettingsAsTheyWere)
        : last + 1;
}
