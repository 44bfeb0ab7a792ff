using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Voting.Polls;
using Participatory.Voting.Roll;
using Participatory.Voting.V1;

namespace Participatory.Voting.Registrations;

/// <summary>What became of one's own registration, and which wait for an officer.</summary>
internal sealed class ReadRegistrations(Database database, CodeKey key, TimeProvider clock)
{
    private static readonly Sql SelectMine = new($"""
        SELECT r.area_code, r.state, r.decided_by, r.reason, poll.state AS poll_state, {PollRow.ClosesAtNow} AS closes_at
        FROM registration r JOIN poll ON poll.poll_id = r.poll_id
        WHERE r.poll_id = @pollId AND r.person_hash = @personHash
        """);

    private static readonly Sql SelectPage = new("""
        SELECT registration_id, area_code, address, at_address, from_source, same_mailbox FROM registration_waiting
        WHERE poll_id = @pollId AND registration_id > @after ORDER BY registration_id {limit @count}
        """);

    public async Task<MyRegistration> Handle(GetMyRegistrationRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("poll_id", request.PollId).Check();
        await using var session = await database.Read(cancellation);
        await PollRow.Load(session, request.PollId);
        return await LoadMine(session, key, request.PollId, caller, clock);
    }

    public async Task<ListRegistrationsResponse> Handle(ListRegistrationsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("poll_id", request.PollId).Check();
        var question = $"registrations of {request.PollId}";
        var page = Page.Of(request.PageSize, request.PageToken, question, PageKey.First, normal: 50, max: 100);
        await using var session = await database.Read(cancellation);
        await PollRow.Load(session, request.PollId);
        var rows = await session.Many<WaitingRow>(SelectPage, new { pollId = request.PollId, after = page.Id, count = page.Count });
        var answer = new ListRegistrationsResponse { Terms = (await TermsRow.Load(session, request.PollId))?.ToMessage(toOfficers: true) };
        answer.NextPageToken = page.Fill(
            answer.Registrations, rows, row => PageKey.Of(row.RegistrationId), row => caller.MayActIn(row.AreaCode)
                ? row.ToMessage() : null);
        return answer;
    }

    /// <summary>The caller's own registration, with the code for as long as it can be used.</summary>
    public static async Task<MyRegistration> LoadMine(Session session, CodeKey key, string pollId, Caller caller, TimeProvider clock)
    {
        var personHash = key.HashOfPerson(pollId, caller.Subject);
        if (await session.One<MyRow?>(SelectMine, new { pollId, personHash }) is not { } row)
        {
            return new MyRegistration { PollId = pollId };
        }

        var answer = new MyRegistration
        {
            PollId = pollId, AreaCode = row.AreaCode, State = StateText.Read<RegistrationState>(row.State),
            DecidedBy = row.DecidedBy ?? "", Reason = row.Reason ?? ""
        };
        return StateText.Read<PollState>(row.PollState) is PollState.Scheduled or PollState.Open && clock.GetUtcNow() < row.ClosesAt
            ? WithCode(answer, key, personHash) : answer;
    }

    public static MyRegistration WithCode(MyRegistration answer, CodeKey key, byte[] personHash)
    {
        answer.Code = answer.State == RegistrationState.OnRoll
            ? key.CodeOf(answer.PollId, Admission.VoterIdOf(personHash)).ForLetter() : "";
        return answer;
    }

    private sealed record MyRow
    {
        public string AreaCode { get; init; } = "";
        public string State { get; init; } = "";
        public string? DecidedBy { get; init; }
        public string? Reason { get; init; }
        public string PollState { get; init; } = "";
        public DateTimeOffset ClosesAt { get; init; }
    }

    private sealed record WaitingRow
    {
        public string RegistrationId { get; init; } = "";
        public string AreaCode { get; init; } = "";
        public string Address { get; init; } = "";
        public int AtAddress { get; init; }
        public int FromSource { get; init; }
        public bool SameMailbox { get; init; }

        public Registration ToMessage() =>
            new()
            {
                RegistrationId = RegistrationId, AreaCode = AreaCode, Address = Address, AtAddress = AtAddress,
                FromSource = FromSource, SameMailbox = SameMailbox,
            };
    }
}
