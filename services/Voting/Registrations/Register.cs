using System.Globalization;
using System.Text;
using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Voting.Polls;
using Participatory.Voting.Roll;
using Participatory.Voting.V1;

namespace Participatory.Voting.Registrations;

/// <summary>
/// Puts a signed-in person on the roll, once; that their e-mail address is theirs, the gateway vouches for. What is odd
/// about it goes to an officer first. The code is not kept: it is made anew whenever its owner asks.
/// </summary>
internal sealed class Register(Database database, CodeKey key, TimeProvider clock)
{
    /// <summary>More than so many are not counted, four times as many of a wider network: no limit is above it.</summary>
    private const int MostCounted = 1_000;

    // A count of all would read all that have registered from a large network, with each that registers.
    private static readonly Sql Count = new("""
        SELECT
            (SELECT COUNT(*) FROM (SELECT person_hash FROM registration WHERE poll_id = @PollId AND address_hash = @AddressHash
                ORDER BY person_hash {limit @most}) AS some_at_address) AS at_address,
            (SELECT COUNT(*) FROM (SELECT person_hash FROM registration WHERE poll_id = @PollId AND source_hash = @SourceHash
                ORDER BY person_hash {limit @most}) AS some_from_source) AS from_source,
            (SELECT COUNT(*) FROM (SELECT person_hash FROM registration WHERE poll_id = @PollId AND wider_hash = @WiderHash
                ORDER BY person_hash {limit @mostWider}) AS some_from_wider) AS from_wider,
            (SELECT COUNT(*) FROM (SELECT person_hash FROM registration WHERE poll_id = @PollId AND widest_hash = @WidestHash
                ORDER BY person_hash {limit @mostWidest}) AS some_from_widest) AS from_widest,
            (SELECT COUNT(*) FROM (SELECT person_hash FROM registration WHERE poll_id = @PollId AND mailbox_hash = @MailboxHash
                ORDER BY person_hash {limit @one}) AS one_of_mailbox) AS of_mailbox
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO registration (poll_id, person_hash, area_code, address_hash, source_hash, wider_hash, widest_hash, mailbox_hash, state,
            registered_on)
        SELECT @PollId, @PersonHash, @areaCode, @AddressHash, @SourceHash, @WiderHash, @WidestHash, @MailboxHash, @state, @today
        WHERE NOT EXISTS (SELECT 1 FROM registration WHERE poll_id = @PollId AND person_hash = @PersonHash)
        """);

    private static readonly Sql InsertWaiting = new("""
        INSERT INTO registration_waiting (poll_id, registration_id, person_hash, subject, area_code, address, at_address, from_source,
            same_mailbox)
        VALUES (@pollId, @registrationId, @personHash, @subject, @areaCode, @address, @AtAddress, @FromSource, @sameMailbox)
        """);

    public async Task<MyRegistration> Handle(RegisterRequest request, ServerCallContext context, Caller caller)
    {
        new Fields().RequestId(request.RequestId).Id("poll_id", request.PollId).Code("area_code", request.AreaCode)
            .Text("address", request)
            .Require(string.IsNullOrWhiteSpace(request.Address) || Plain(request.Address).Length >= 5, "address",
                VotingReasons.AddressIncomplete)
            .Check();

        await using var transaction = await database.Begin(context.CancellationToken);
        // Without what was typed: of an address nothing but its hash stays here.
        var asked = new RegisterRequest
        {
            RequestId = request.RequestId, PollId = request.PollId, AreaCode = request.AreaCode,
            Address = Convert.ToHexStringLower(AddressHash(request)), IsOldEnough = request.IsOldEnough
        };
        if (await transaction.Replay(caller, asked, MyRegistration.Parser) is not null)
        {
            return await ReadRegistrations.LoadMine(transaction, key, request.PollId, caller, clock);
        }

        var poll = await StoredPoll.Load(transaction, await PollRow.Lock(transaction, request.PollId));
        var terms = poll.Registration ?? throw new Refusal(VotingReasons.RegistrationIsNotOpen);
        var found = Found(request, caller, Source.MarksIn(context));
        var counts = await transaction.One<Counts>(Count, new
        {
            found.PollId, found.AddressHash, found.SourceHash, found.WiderHash, found.WidestHash, found.MailboxHash, most = MostCounted,
            mostWider = Source.Most(MostCounted, 1), mostWidest = Source.Most(MostCounted, 2), one = 1,
        }) ?? new Counts();
        var state = Decide(poll, terms, request, counts, clock.GetUtcNow());
        await Keep(transaction, request, caller, found, counts, state);
        var answer = new MyRegistration { PollId = request.PollId, AreaCode = request.AreaCode, State = state };
        await transaction.Remember(caller, asked, answer);
        await transaction.Commit();
        return ReadRegistrations.WithCode(answer, key, found.PersonHash);
    }

    /// <summary>Whether somebody comes onto the roll by themselves, or an officer looks first.</summary>
    /// <exception cref="Refusal">They cannot be on the roll.</exception>
    internal static RegistrationState Decide(StoredPoll poll, TermsRow terms, RegisterRequest request, Counts counts, DateTimeOffset now)
    {
        if (poll.Row.StateNow is not (PollState.Scheduled or PollState.Open) || now >= poll.Row.ClosesAt)
        {
            throw new Refusal(VotingReasons.RegisteredTooLate);
        }

        if (!poll.Contests.Any(contest => contest.AreaCode == request.AreaCode))
        {
            throw new Refusal(VotingReasons.ContestNotFound, field: "area_code");
        }

        if (terms.MinimumAge > 0 && !request.IsOldEnough)
        {
            throw new Refusal(VotingReasons.TooYoung, [("age", terms.MinimumAge)], "is_old_enough");
        }

        if (terms.Registered >= terms.MostVoters)
        {
            throw new Refusal(VotingReasons.RollIsFull);
        }

        return counts.AtAddress >= terms.MostAtAddress || counts.OfMailbox > 0
            || counts.FromNetworks.Index().Any(from => from.Item >= Source.Most(terms.MostFromSource, from.Index))
            ? RegistrationState.Waiting : RegistrationState.OnRoll;
    }

    private async Task Keep(Transaction transaction, RegisterRequest request, Caller caller, Registrant found, Counts counts,
        RegistrationState state)
    {
        var pollId = request.PollId;
        var today = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (await transaction.Execute(Insert, new
        {
            found.PollId, found.PersonHash, areaCode = request.AreaCode, found.AddressHash, found.SourceHash, found.WiderHash,
            found.WidestHash, found.MailboxHash, state = StateText.Of(state), today
        }) == 0)
        {
            throw new Refusal(VotingReasons.RegisteredAlready);
        }

        await TermsRow.Count(transaction, pollId, more: 1);
        if (state == RegistrationState.OnRoll)
        {
            await Admission.Admit(transaction, key, pollId, request.AreaCode, found.PersonHash);
            return;
        }

        await transaction.Execute(InsertWaiting, new
        {
            pollId,
            registrationId = Guid.NewGuid().ToString(),
            personHash = found.PersonHash,
            subject = caller.Subject,
            areaCode = request.AreaCode,
            address = request.Address.Trim(),
            counts.AtAddress,
            FromSource = counts.FromNetworks.Max(),
            sameMailbox = counts.OfMailbox > 0,
        });
    }

    private byte[] AddressHash(RegisterRequest request) => key.HashOfAddress(request.PollId, Plain(request.Address));

    private Registrant Found(RegisterRequest request, Caller caller, string[] sources)
    {
        byte[]? At(int place) => place < sources.Length && sources[place].Length > 0
            ? key.HashOfSource(request.PollId, sources[place]) : null;
        return new Registrant(
            request.PollId, key.HashOfPerson(request.PollId, caller.Subject), AddressHash(request), At(0), At(1), At(2),
            caller.Mailbox.Length > 0 ? key.HashOfMailbox(request.PollId, caller.Mailbox) : null);
    }

    // "Flat 2, 14 Elm St." and "flat 2 14 elm st" are one address.
    private static string Plain(string address) => string.Concat(address.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit))
        .ToLowerInvariant();

    internal sealed record Counts
    {
        public int AtAddress { get; init; }
        public int FromSource { get; init; }
        public int FromWider { get; init; }
        public int FromWidest { get; init; }
        public int OfMailbox { get; init; }

        /// <summary>The narrowest first.</summary>
        public int[] FromNetworks => [FromSource, FromWider, FromWidest];
    }

    private sealed record Registrant(
        string PollId, byte[] PersonHash, byte[] AddressHash, byte[]? SourceHash, byte[]? WiderHash, byte[]? WidestHash,
        byte[]? MailboxHash);
}
