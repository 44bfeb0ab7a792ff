using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.AspNetCore.Http.Features;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Security;
using Participatory.Words;

namespace Participatory.Gateway.Pages.My.Rights;

/// <summary>
/// Everything that is held about the visitor as one ZIP: a page to read, the same as JSON for programs, and their photos and voice notes.
/// It is made while it is sent, and kept nowhere.
/// </summary>
[OpenTo(Role.Person)]
internal static class EverythingFile
{
    public static async Task Get(HttpContext context, RightsClients rights, Say say, CancellationToken cancellation)
    {
        var response = context.Response;
        List<HeldPart> parts = [];
        try
        {
            // All of them first: where one is away or refuses, a sentence can still say so.
            foreach (var service in ServiceChannels.Names)
            {
                parts.Add(await HeldPart.Ask(service, rights.Of(service), cancellation));
            }

            // An entry of a ZIP that cannot go back is closed with a synchronous write, also where it is closed asynchronously.
            context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
            response.ContentType = "application/zip";
            response.Headers.ContentDisposition = "attachment; filename=\"about-you.zip\"";
            response.Headers.CacheControl = "no-store";
            await using var zip = await ZipArchive.CreateAsync(
                response.Body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation);
            await Add(zip, "about-you.html", EverythingPage.Of(parts, say), cancellation);
            await Add(zip, "about-you.json", Json(parts), cancellation);
            foreach (var part in parts)
            {
                await AddFiles(zip, part, cancellation);
            }
        }
        finally
        {
            parts.ForEach(part => part.Dispose());
        }
    }

    /// <summary>The name of a file in it.</summary>
    public static string NameOf(string fileId, string mediaType) =>
        $"files/{fileId}.{mediaType[(mediaType.IndexOf('/', StringComparison.Ordinal) + 1)..]}";

    private static async Task AddFiles(ZipArchive zip, HeldPart part, CancellationToken cancellation)
    {
        Stream? file = null;
        var name = "";
        try
        {
            await foreach (var piece in part.Pieces())
            {
                if (file is null || name != NameOf(piece.FileId, piece.MediaType))
                {
                    await Close(file);
                    name = NameOf(piece.FileId, piece.MediaType);
                    // Photos and sound are small already.
                    file = await zip.CreateEntry(name, CompressionLevel.NoCompression).OpenAsync(cancellation);
                }

                await file.WriteAsync(piece.Content.Memory, cancellation);
            }
        }
        finally
        {
            await Close(file);
        }
    }

    private static ValueTask Close(Stream? file) => file?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task Add(ZipArchive zip, string name, string text, CancellationToken cancellation)
    {
        await using var entry = await zip.CreateEntry(name).OpenAsync(cancellation);
        await entry.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
    }

    /// <summary>{"people": {"person": [{…}]}}: by service, table and column.</summary>
    private static string Json(IEnumerable<HeldPart> parts)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            foreach (var part in parts)
            {
                json.WriteStartObject(part.Service);
                foreach (var table in part.Rows.GroupBy(row => row.Table, StringComparer.Ordinal))
                {
                    json.WriteStartArray(table.Key);
                    foreach (var row in table)
                    {
                        json.WriteRawValue(JsonFormatter.Default.Format(row.Columns));
                    }

                    json.WriteEndArray();
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
