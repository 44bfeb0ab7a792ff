using System.Collections.Immutable;
using Participatory.People.Staff;
using Participatory.Platform.Identity;

namespace Participatory.People.Persons;

/// <summary>One of the people of the demonstration.</summary>
/// <param name="Key">How the start page calls them in its form.</param>
/// <param name="Subject">Always the same, so that what they did in one run is theirs in the next.</param>
/// <param name="Staff">What they are at the council; null for residents.</param>
internal sealed record DemoPerson(string Key, string Name, string Email, string Subject, StaffSetting? Staff)
{
    /// <summary>The identity under which they call the services.</summary>
    public Caller Caller => new(
        Subject, Staff?.Name ?? "", (Staff?.Roles ?? []).Select(StaffRow.RoleOf).ToHashSet(),
            new HashSet<string>());
}

/// <summary>The people of the demonstration; whoever is none of them only looks around and is nobody.</summary>
internal static class DemoPeople
{
    public static readonly DemoPerson Resident =
        new("resident", "Amina Yusuf", "amina@example.org", "01890000-0000-7000-8000-000000000001", null);

    public static readonly DemoPerson Volunteer =
        new("volunteer", "Tom Okafor", "tom@example.org", "01890000-0000-7000-8000-000000000002", null);

    public static readonly DemoPerson Officer = new(
        "officer", "Grace Bell", "grace@council.example", "01890000-0000-7000-8000-000000000003",
        new StaffSetting("grace@council.example", "Grace Bell, neighbourhood officer", ["officer"]));

    public static readonly DemoPerson Finance = new(
        "finance", "Rhys Morgan", "rhys@council.example", "01890000-0000-7000-8000-000000000004",
        new StaffSetting("rhys@council.example", "Rhys Morgan, finance officer", ["finance"]));

    public static readonly DemoPerson Administrator = new(
        "administrator", "Nia Price", "nia@council.example", "01890000-0000-7000-8000-000000000005",
        new StaffSetting("nia@council.example", "Nia Price, administrator", ["administrator"]));

    public static readonly ImmutableArray<DemoPerson> All = [Resident, Volunteer, Officer, Finance, Administrator];
}
