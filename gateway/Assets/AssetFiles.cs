using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Participatory.Gateway.Assets;

/// <summary>
/// The stylesheet, script, typeface and pictures of the pages, held in the assembly. Each is served under a name
/// with its hash in it, so that a browser may keep it for ever and a new version is a new address.
/// </summary>
public sealed class AssetFiles
{
    private const string Folder = "assets/";
    private readonly FrozenDictionary<string, Asset> byName;
    private readonly FrozenDictionary<string, Asset> byAddress;

    public AssetFiles()
    {
        var files = ReadAll();
        // The stylesheet and the script name other files; those get their addresses first.
        var assets = new Dictionary<string, Asset>();
        foreach (var (name, bytes) in files.Where(file => !NamesOthers(file.Key)))
        {
            assets[name] = new Asset(name, bytes);
        }

        foreach (var (name, bytes) in files.Where(file => NamesOthers(file.Key)))
        {
            assets[name] = WithAddresses(name, bytes, assets);
        }

        byName = assets.ToFrozenDictionary();
        byAddress = assets.Values.ToFrozenDictionary(asset => asset.Address);
    }

    /// <param name="name">Such as "site.css".</param>
    /// <returns>Where pages find it, such as "/assets/site.9f86d081884c.css".</returns>
    /// <exception cref="KeyNotFoundException">There is no such asset: the pages name one that the build did not make.</exception>
    public string Address(string name) => byName[name].Address;

    /// <returns>Whether it is the address of an asset, and of nothing that depends on who asks.</returns>
    public static bool Has(PathString path) => path.StartsWithSegments("/assets", StringComparison.Ordinal);

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/assets/{file}", (string file, HttpContext context) => Serve("/" + Folder + file, context)).AllowAnonymous();

    private IResult Serve(string address, HttpContext context)
    {
        if (!byAddress.TryGetValue(address, out var asset))
        {
            return Results.NotFound();
        }

        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        if (!asset.IsText)
        {
            return Results.Bytes(asset.Bytes, asset.MediaType);
        }

        headers.Vary = HeaderNames.AcceptEncoding;
        if (!AcceptsBrotli(context.Request.Headers.AcceptEncoding))
        {
            return Results.Bytes(asset.Bytes, asset.MediaType);
        }

        headers.ContentEncoding = "br";
        return Results.Bytes(asset.Brotli.Value, asset.MediaType);
    }

    private static bool AcceptsBrotli(StringValues accepted) =>
        StringWithQualityHeaderValue.TryParseList(accepted, out var encodings)
        && encodings.Any(encoding => encoding.Value == "br" && encoding.Quality is not 0);

    private static bool NamesOthers(string name) => name is "site.css" or "site.js";

    private static Asset WithAddresses(string name, byte[] bytes, Dictionary<string, Asset> others)
    {
        var text = new StringBuilder(Encoding.UTF8.GetString(bytes));
        foreach (var other in others.Values)
        {
            text.Replace($"\"./{other.Name}\"", $"\"{other.Address}\"").Replace($"\"{other.Name}\"", $"\"{other.Address}\"")
                .Replace($"url({other.Name})", $"url({other.Address})");
        }

        return new Asset(name, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static Dictionary<string, byte[]> ReadAll()
    {
        var assembly = typeof(AssetFiles).Assembly;
        var files = new Dictionary<string, byte[]>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            files[resource[Folder.Length..]] = bytes;
        }

        return files;
    }

    private sealed record Asset(string Name, byte[] Bytes)
    {
        /// <summary>As small as it gets, made when it is first asked for.</summary>
        public Lazy<byte[]> Brotli { get; } = new(() => Compress(Bytes));

        public bool IsText => Path.GetExtension(Name) is ".css" or ".js" or ".svg" or ".txt";

        public string Address { get; } =
            $"/{Folder}{Path.GetFileNameWithoutExtension(Name)}.{Convert.ToHexStringLower(SHA256.HashData(Bytes))[..12]}"
            + Path.GetExtension(Name);

        public string MediaType { get; } = Path.GetExtension(Name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".woff2" => "font/woff2",
            ".svg" => "image/svg+xml; charset=utf-8",
            ".png" => "image/png",
            ".txt" => "text/plain; charset=utf-8",
            _ => "application/octet-stream",
        };

        private static byte[] Compress(byte[] bytes)
        {
            using var packed = new MemoryStream();
            using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize))
            {
                brotli.Write(bytes);
            }

            return packed.ToArray();
        }
    }
}
