using Google.Protobuf.WellKnownTypes;
using Participatory.Access.V1;
using Participatory.People.Persons;
using Participatory.People.Security;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>Gives somebody of the staff a role, or asks for it where it takes a second administrator.</summary>
internal sealed class GiveRole(Database database, TimeProvider clock, SecurityLog security)
{
    private static readonly int MaxAreas = FieldLimits.CountOf(GiveRoleRequest.Descriptor, "areas");

    public async Task<StaffMember> Handle(GiveRoleRequest request, Caller caller, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        Check(new Fields().RequestId(request.RequestId).Text("email", request), request.Role, request.Areas, request.EndTime, now).Check();
        var email = Addresses.Normal(request.Email);

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, StaffMember.Parser) is { } replayed)
        {
            return replayed;
        }

        var administrator = await Administrator.Lock(transaction, caller, email, now);
        var member = await StaffRow.Lock(transaction, email);
        var before = (await StaffRoleRow.Load(transaction, [email]))[email].FirstOrDefault(row => row.Is(request.Role));
        var decided = Decide(before, Asked(email, request.Role, request.Areas, request.EndTime, administrator, now), administrator, now);
        await Write(transaction, decided, member.ShownAs, caller, now);

        var answer = await (await StaffRow.Lock(transaction, email)).LoadMessage(transaction, caller, now);
        var subject = await StaffRow.LoadSubject(transaction, email);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        if (decided.IsGiven(now))
        {
            security.Note(SecurityEventKind.RolesGivenBack, caller.Subject, subject ?? "");
        }

        return answer;
    }

    /// <summary>What an invitation and a role have in common.</summary>
    internal static Fields Check(Fields fields, Role role, IReadOnlyList<string> areas, Timestamp? end, DateTimeOffset now)
    {
        fields.Require(StaffRoleRow.Named.Values.Contains(role), "role", PeopleReasons.RoleUnknown)
            .Require(areas.Count <= MaxAreas, "areas", PeopleReasons.AreasTooMany, ("max", MaxAreas))
            .Require(end is null || end.ToDateTimeOffset() > now, "end_time", PeopleReasons.RoleEndPassed);
        return areas.Take(MaxAreas).Index().Aggregate(fields, (so, area) => so.Code($"areas[{area.Index}]", area.Item));
    }

    /// <summary>The role as it is asked for.</summary>
    internal static StaffRoleRow Asked(
        string email, Role role, IEnumerable<string> areas, Timestamp? end, Administrator administrator, DateTimeOffset now) => new()
        {
            Email = email,
            Role = StateText.Of(role),
            State = StateText.Of(RoleState.Asked),
            Areas = StaffRoleRow.HasAreas(role) ? string.Join(' ', areas.Distinct(StringComparer.Ordinal)) : "",
            EndsAt = end?.ToDateTimeOffset(),
            AskedBy = administrator.Address,
            AskedAs = administrator.ShownAs,
            AskedAt = now,
        };

    /// <summary>The role as it becomes: given where one administrator is enough, else waiting for a second one.</summary>
    /// <param name="before">What they have of that role; null is nothing.</param>
    /// <exception cref="Refusal">They have it, or it waits already.</exception>
    internal static StaffRoleRow Decide(StaffRoleRow? before, StaffRoleRow asked, Administrator administrator, DateTimeOffset now)
    {
        // Somebody has to be the second one; until there is, the first makes them.
        var alone = asked.Is(Role.Officer) || asked.Is(Role.Connector) || (asked.Is(Role.Administrator) && administrator.All.Count < 2);
        if (before?.IsGiven(now) == true && !(asked.Is(Role.Officer) || asked.Is(Role.Connector)))
        {
            throw new Refusal(PeopleReasons.RoleHeld, field: "role");
        }

        return before?.Waits(now) == true
            ? throw new Refusal(PeopleReasons.RoleWaits, [("who", before.AskedAs ?? "")], "role")
            : alone ? asked with { State = StateText.Of(RoleState.Given) } : asked;
    }

    /// <summary>Writes it down, and tells whoever has it now.</summary>
    internal static async Task Write(Transaction transaction, StaffRoleRow decided, string shownAs, Caller caller, DateTimeOffset now)
    {
        await StaffRoleRow.Put(transaction, decided);
        var kind = decided.State == StateText.Of(RoleState.Given) ? StaffChangeKind.RoleGiven : StaffChangeKind.RoleAsked;
        await StaffChangeRow.Note(transaction, StaffChangeRow.Of(kind, decided, shownAs, caller.ShownAs, now));
        if (kind == StaffChangeKind.RoleGiven)
        {
            await StaffRow.Settle(transaction, decided.Email, now, by: null);
            await TellStaff.OfRole(transaction, decided, shownAs, caller.ShownAs, now);
        }
        else
        {
            await TellStaff.OfRequest(transaction, decided, shownAs, caller.ShownAs, now);
        }
    }
}
