export default () => { for (;;) ; }
