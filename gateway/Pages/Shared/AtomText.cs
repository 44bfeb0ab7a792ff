using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Microsoft.Net.Http.Headers;

namespace Participatory.Gateway.Pages.Shared;

/// <summary>What every Atom feed (RFC 4287) of ours is written with.</summary>
internal sealed class AtomText() : StringWriter(CultureInfo.InvariantCulture)
{
    public const string Namespace = "http://www.w3.org/2005/Atom";

    public override Encoding Encoding => Encoding.UTF8;

    public static XmlWriter Write(AtomText text) =>
        XmlWriter.Create(text, new XmlWriterSettings { Indent = true, CheckCharacters = false });

    /// <summary>Opens the feed and says what it is.</summary>
    /// <param name="updated">Null where there is nothing in it.</param>
    public static void Begin(XmlWriter xml, string title, string self, string page, string? updated)
    {
        xml.WriteStartElement("feed", Namespace);
        xml.WriteElementString("title", Namespace, title);
        xml.WriteElementString("id", Namespace, self);
        xml.WriteElementString("updated", Namespace, updated ?? "1970-01-01T00:00:00Z");
        Link(xml, "self", self);
        Link(xml, "alternate", page);
    }

    public static void Link(XmlWriter xml, string rel, string address)
    {
        xml.WriteStartElement("link", Namespace);
        xml.WriteAttributeString("rel", rel);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    /// <summary>Writes an entry of the feed.</summary>
    public static void Entry(XmlWriter xml, AtomEntry entry)
    {
        xml.WriteStartElement("entry", Namespace);
        xml.WriteElementString("title", Namespace, Plain(entry.Title));
        xml.WriteElementString("id", Namespace, entry.Address);
        if (entry.Published is { } published)
        {
            xml.WriteElementString("published", Namespace, published);
        }

        xml.WriteElementString("updated", Namespace, entry.Updated);
        xml.WriteStartElement("author", Namespace);
        xml.WriteElementString("name", Namespace, Plain(entry.Author));
        xml.WriteEndElement();
        Link(xml, "alternate", entry.Address);
        entry.Enclosures?.Invoke(xml);
        xml.WriteStartElement("content", Namespace);
        xml.WriteAttributeString("type", "text");
        if (entry.Language is { } language)
        {
            xml.WriteAttributeString("xml", "lang", null, language);
        }

        xml.WriteString(Plain(entry.Content));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>The feed as a file: whoever has it as it is, is told so, and not sent it again.</summary>
    public IResult Answer()
    {
        var content = Encoding.GetBytes(ToString());
        return Results.Bytes(content, "application/atom+xml; charset=utf-8", entityTag: TagOf(content));
    }

    /// <summary>What a file is known by as it is.</summary>
    public static EntityTagHeaderValue TagOf(byte[] content) => new($"\"{Convert.ToHexStringLower(SHA256.HashData(content))}\"");

    /// <summary>Without the few characters that XML cannot hold.</summary>
    public static string Plain(string words) =>
        string.Concat(words.EnumerateRunes()
            .Where(rune => rune.Value is 9 or 10 or 13 or (>= 32 and not 0xFFFE and not 0xFFFF) && rune != Rune.ReplacementChar));
}

/// <summary>An entry of a feed.</summary>
/// <param name="Address">Of the page that shows it, which is its id as well.</param>
/// <param name="Updated">When it last became something else.</param>
/// <param name="Author">The name of whoever it is by.</param>
internal sealed record AtomEntry(string Title, string Address, string Updated, string Author, string Content)
{
    /// <summary>Where it is known beside when it was changed.</summary>
    public string? Published { get; init; }

    /// <summary>Of its content, where it is known.</summary>
    public string? Language { get; init; }

    /// <summary>Writes the links to the files that belong to it.</summary>
    public Action<XmlWriter>? Enclosures { get; init; }
}
