import java.io.FileInputStream;
import java.io.InputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** Says of a file, for each flavour, whether it complies, how many assertions were tested, and which failed. */
public final class Validate {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (int place = 1; place < arguments.length; place++) {
            PDFAFlavour flavour = PDFAFlavour.fromString(arguments[place]);
            try (InputStream file = new FileInputStream(arguments[0]);
                    PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                    PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
                ValidationResult result = validator.validate(parser);
                System.out.println(arguments[place] + " " + result.isCompliant() + " " + result.getTotalAssertions());
                result.getTestAssertions().stream().limit(10).forEach(failed -> System.out.println("  " + failed.getRuleId() + " " + failed.getMessage()));
            }
        }
    }
}
