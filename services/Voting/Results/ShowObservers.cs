using Google.Protobuf;
using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;

namespace Participatory.Voting.Results;

/// <summary>The bundle with every ballot, for two people who look for the public. That they did is public first.</summary>
internal sealed class ShowObservers(Database database, Bundle bundle, TimeProvider clock)
{
    private static readonly Sql InsertObservation = new("""
        INSERT INTO observation (poll_id, request_id, shown_at, shown_by, first_observer, second_observer)
        SELECT @pollId, @requestId, @now, @shownBy, @first, @second
        WHERE NOT EXISTS (SELECT 1 FROM observation WHERE poll_id = @pollId AND request_id = @requestId)
        """);

    public async Task Handle(ShowObserversRequest request, IServerStreamWriter<ShowObserversResponse> pieces, Caller caller,
        CancellationToken cancellation)
    {
        Check(request);
        var (poll, result) = await ExportBundle.Load(database, request.PollId, cancellation);
        poll.RequireAllAreas(caller);
        if (result is null)
        {
            throw GetResult.NotDeclared(poll.Row);
        }

        await Note(request, caller, cancellation);
        using var lines = new BundleLines(
            piece => pieces.WriteAsync(new ShowObserversResponse { Content = ByteString.CopyFrom(piece.Span) }, cancellation));
        await bundle.Write(lines, poll, result, closedToo: true, cancellation);
    }

    private static void Check(ShowObserversRequest request)
    {
        var fields = new Fields().RequestId(request.RequestId).Id("poll_id", request.PollId)
            .Require(request.Observers.Count == 2, "observers", VotingReasons.ObserversNotTwo)
            .Require(
                request.Observers.Select(name => name.Trim()).Distinct(StringComparer.OrdinalIgnoreCase).Count() == request.Observers.Count,
                "observers",
                VotingReasons.ObserversAlike);
        for (var at = 0; at < request.Observers.Count; at++)
        {
            fields.Text($"observers[{at}]", request);
        }

        fields.Check();
    }

    private async Task Note(ShowObserversRequest request, Caller caller, CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        await transaction.Hold("observation", request.PollId);
        await transaction.Execute(InsertObservation, new
        {
            pollId = request.PollId,
            requestId = request.RequestId,
            now = clock.GetUtcNow(),
            shownBy = caller.ShownAs,
            first = request.Observers[0].Trim(),
            second = request.Observers[1].Trim(),
        });
        await transaction.Commit();
    }
}
