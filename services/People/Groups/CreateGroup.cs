using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>Somebody founds a group: its first member, and the first who may say yes to money for it.</summary>
internal sealed class CreateGroup(Database database, TimeProvider clock)
{
    /// <summary>How many somebody founds within <see cref="Year"/>.</summary>
    internal const int MostInAYear = 5;

    internal static readonly TimeSpan Year = TimeSpan.FromDays(365);

    private static readonly Sql Count = new("""
        SELECT COUNT(*) FROM community_group WHERE founder_subject = @subject AND founded_at > @since
        """);

    public async Task<Group> Handle(CreateGroupRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Text("name", request).Text("description", request, required: false)
            .Code("area_code", request.AreaCode, required: false).Text("shown_as", request).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Group.Parser) is { } before)
        {
            return await GroupView.Load(transaction, before.GroupId, caller, clock.Now());
        }

        await transaction.Hold("founder", caller.Subject);
        var now = clock.Now();
        var founded = await transaction.One<long>(Count, new { subject = caller.Subject, since = now - Year });
        var group = Decide(request, founded, caller, now) with { GroupId = Guid.CreateVersion7().ToString() };
        await group.Add(transaction);
        await new GroupMemberRow
        {
            MemberId = Guid.CreateVersion7().ToString(), GroupId = group.GroupId, Subject = caller.Subject, ShownAs = request.ShownAs,
            ShowName = request.ShowName, JoinedAt = now,
        }.AsSigner([]).Add(transaction);
        await GroupNews.Say(transaction, group.GroupId);
        await transaction.Remember(caller, request, new Group { GroupId = group.GroupId });
        var answer = await GroupView.Load(transaction, group.GroupId, caller, clock.Now());
        await transaction.Commit();
        return answer;
    }

    /// <summary>The group, but for its number. Pure.</summary>
    /// <param name="founded">How many the caller has founded within a year.</param>
    /// <exception cref="Refusal">They are as many as one person founds.</exception>
    internal static GroupRow Decide(CreateGroupRequest request, long founded, Caller caller, DateTimeOffset now) =>
        founded >= MostInAYear ? throw new Refusal(PeopleReasons.GroupsTooMany, [("most", MostInAYear)])
        : new GroupRow
        {
            AreaCode = request.AreaCode, Version = 1, Name = request.Name, Description = request.Description, ChangedAt = now,
            FounderSubject = caller.Subject, FoundedAt = now,
        };
}
