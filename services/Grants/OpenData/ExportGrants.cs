using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Participatory.Access.V1;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Platform.Tables;
using Participatory.Words;

namespace Participatory.Grants.OpenData;

/// <summary>
/// The public file of grants, grant by grant. What fails a check is left out, and officers are told; a file with a fault
/// is never published.
/// </summary>
internal sealed class ExportGrants(Database database, TimeProvider clock, CouncilSettings council)
{
    private const int PieceBytes = 64 * 1024;
    private const int MostFaults = 200;

    public async Task Handle(ExportGrantsRequest request, IServerStreamWriter<ExportGrantsResponse> pieces, CancellationToken cancellation)
    {
        new Fields()
            .Id("round_id", request.RoundId, required: false)
            .Require(System.Enum.IsDefined(request.Format) && request.Format != GrantsFormat.Unspecified, "format",
                GrantsReasons.FormatMissing)
            .Check();
        var known = council.Publisher ?? throw Nothing();
        await using var session = await database.Read(cancellation);
        var changed = await OpenGrantRow.LoadChanged(session, request.RoundId) ?? throw Nothing();
        var file = FileName(request);
        var (start, end) = request.Format == GrantsFormat.Json ? Frame(known, file, changed) : ("", "");

        using var bytes = new MemoryStream();
        await using var csv = Csv.Write(bytes);
        if (request.Format == GrantsFormat.Json)
        {
            bytes.Write(Encoding.UTF8.GetBytes(start));
        }
        else
        {
            csv.Cells(request.Format == GrantsFormat.Csv ? GrantSheet.Headings : TransparencySheet.Headings).EndRecord();
        }

        var piece = new ExportGrantsResponse { ChangeTime = Timestamp.FromDateTimeOffset(changed) };
        var any = false;
        await foreach (var (row, grant) in OpenGrantRow.LoadAll(session, request.RoundId).WithCancellation(cancellation))
        {
            if (grant is null || Faults(row, grant, known, file).Count > 0)
            {
                continue;
            }

            var document = GrantDocument.Of(grant, known, file);
            if (request.Format == GrantsFormat.Json)
            {
                bytes.Write(Encoding.UTF8.GetBytes((any ? "," : "") + document.ToJsonString()));
            }
            else
            {
                csv.Cells(request.Format == GrantsFormat.Csv ? GrantSheet.Cells(document) : TransparencySheet.Cells(document)).EndRecord();
                csv.Flush();
            }

            any = true;
            if (bytes.Length >= PieceBytes)
            {
                piece.Content = ByteString.CopyFrom(bytes.ToArray());
                await pieces.WriteAsync(piece, cancellation);
                piece = new ExportGrantsResponse();
                bytes.SetLength(0);
            }
        }

        if (!any)
        {
            throw Nothing();
        }

        bytes.Write(Encoding.UTF8.GetBytes(end));
        piece.Content = ByteString.CopyFrom(bytes.ToArray());
        await pieces.WriteAsync(piece, cancellation);
    }

    public async Task<GrantsStatus> Handle(GetGrantsStatusRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId, required: false).Check();
        var publisher = council.Publisher;
        var answer = new GrantsStatus
        {
            PublisherKnown = publisher is not null, PublisherName = publisher?.Name
            ?? "", License = publisher?.License ?? ""
        };
        if (publisher is null)
        {
            return answer;
        }

        var told = caller.Is(Role.Officer) || caller.Is(Role.Finance);
        await using var session = await database.Read(cancellation);
        answer.ChangeTime = (await OpenGrantRow.LoadChanged(session, request.RoundId)).ToTimestamp();
        await foreach (var (row, grant) in OpenGrantRow.LoadAll(session, request.RoundId).WithCancellation(cancellation))
        {
            var faults = Faults(row, grant, publisher, "open/grants.json");
            answer.Published += faults.Count == 0 ? 1 : 0;
            answer.Faults.AddRange(faults.Take(told ? MostFaults - answer.Faults.Count : 0).Select(fault => new GrantFault
            {
                AwardId = row.AwardId, Title = row.Title, Field = fault.Field, Code = fault.Code,
                Values = { fault.Values.ToDictionary(value => value.Name, value => value.Text, StringComparer.Ordinal) },
            }));
        }

        return answer;
    }

    private IReadOnlyList<OpenDataFault> Faults(OpenGrantRow row, OpenGrant? grant, Publisher known, string file) => grant is null
        ? [new(row.AwardId, "recipientOrganization", GrantChecks.RecipientNotKnown)]
        : GrantChecks.Of(GrantDocument.Of(grant, known, file),
            known.DayOf(clock.GetUtcNow()));

    private static string FileName(ExportGrantsRequest request)
    {
        var name = request.Format switch
        {
            GrantsFormat.Json => "grants.json",
            GrantsFormat.Csv => "grants.csv",
            _ => "grants-transparency.csv",
        };
        return request.RoundId.Length == 0 ? $"open/{name}" : $"open/rounds/{request.RoundId}/{name}";
    }

    private static string Title(Publisher known)
    {
        using var until = Language.In(known.Language);
        return known.Say.Fill(DataFiles.Title, known.Name);
    }

    /// <summary>What stands before the first grant of the JSON file and behind the last one.</summary>
    private static (string Start, string End) Frame(Publisher known, string file, DateTimeOffset changed)
    {
        const string end = "]}";
        var empty = GrantDocument.Package(known, file, Title(known), changed, []).ToJsonString();
        return empty.EndsWith($"[{end}", StringComparison.Ordinal)
            ? (empty[..^end.Length], end)
            : throw new InvalidOperationException("The grants are not the last part of the package.");
    }

    private static Refusal Nothing() => new(GrantsReasons.NothingPublished);
}
